import { loadContext } from '../../core/app/load-context.ts';
import { obtainSession } from '../../core/app/obtain-session.ts';
import { type PracticeApp, practiceApp } from '../../core/app/testing/practice-app.ts';
import type { Environment, Logger } from '../../core/ports.ts';
import { systemRandom } from '../../node/random.ts';
import { type Agent, type AgentOptions, startAgent } from '../server.ts';
import type { AgentServices, ObtainRequest } from '../services.ts';

/** A running agent on a practice app. */
export interface PracticeAgent {
  readonly practice: PracticeApp;
  readonly agent: Agent;
  /** What the app was asked for, in order. */
  readonly obtained: ObtainRequest[];
  /** Everything logged. */
  readonly log: string[];
  /** Variables of a shell whose world is the app's. */
  readonly environment: Record<string, string>;
  /** Starts another agent with the same services. */
  startAgain(options?: Partial<AgentOptions>): Promise<Agent>;
  close(): Promise<void>;
}

export interface PracticeAgentOptions extends Partial<Omit<AgentOptions, 'services'>> {
  /** Stands in for what the practice app would do. */
  readonly obtain?: (
    request: ObtainRequest,
    usual: AgentServices['obtain'],
  ) => ReturnType<AgentServices['obtain']>;
  /** Variables of the app besides the practice STS. */
  readonly appEnvironment?: Environment;
}

/** Starts both; the agent works as the desktop app would, but asks nobody for a code. */
export async function practiceAgent(options: PracticeAgentOptions = {}): Promise<PracticeAgent> {
  const { obtain, appEnvironment, ...agentOptions } = options;
  const practice = await practiceApp();
  const app = { ...practice.app, environment: { ...practice.app.environment, ...appEnvironment } };
  const obtained: ObtainRequest[] = [];
  const log: string[] = [];
  const usual: AgentServices['obtain'] = async (request) => {
    const { profile, requestedSeconds, region, mfaCode, waitMs } = request;
    const context = await loadContext(app, region);
    return obtainSession(app, context, profile, {
      waitMs,
      ...(requestedSeconds === undefined ? {} : { requestedSeconds }),
      ...(region === undefined ? {} : { region }),
      ...(mfaCode === undefined ? {} : { mfaCode }),
    });
  };
  const services: AgentServices = {
    describe: () => ({
      version: '0.1.0',
      configPath: app.configPath,
      credentialsPath: app.credentialsPath,
      stsEndpoint: practice.sts.url,
    }),
    obtain: (request) => {
      obtained.push(request);
      return obtain === undefined ? usual(request) : obtain(request, usual);
    },
  };
  const write = (message: string, fields?: object): void => {
    log.push(`${message} ${JSON.stringify(fields)}`);
  };
  const logger: Logger = { info: write, warn: write, error: write };
  const startAgain = (more: Partial<AgentOptions> = {}): Promise<Agent> =>
    startAgent({
      homePath: app.homePath,
      platform: process.platform,
      services,
      logger,
      clock: { now: () => Date.now(), sleep: async () => undefined },
      random: systemRandom(),
      environment: {},
      ...agentOptions,
      ...more,
    });
  const agent = await startAgain();
  return {
    practice,
    agent,
    obtained,
    log,
    environment: {
      HOME: practice.folder,
      ROLE_VALET_HOME: app.homePath,
      AWS_CONFIG_FILE: app.configPath,
      AWS_SHARED_CREDENTIALS_FILE: app.credentialsPath,
      AWS_ENDPOINT_URL_STS: practice.sts.url,
    },
    startAgain,
    close: async () => {
      await agent.close();
      await practice.close();
    },
  };
}
