import type { Command } from 'commander';
import { baseKindName } from '../../core/chain/start-text.ts';
import { clockTime, timeLeft } from '../../core/time-text.ts';
import {
  addSessionOptions,
  type CommandContext,
  noteAll,
  printJson,
  type SessionOptions,
} from '../command-context.ts';
import { type HandedOut, obtainRole } from '../obtain-role.ts';
import type { Terminal } from '../terminal.ts';

/** `assume ROLE`: makes or reuses a session, prints who you now are and until when. */
export function addAssumeCommand(program: Command, context: CommandContext): void {
  addSessionOptions(program.command('assume <role>'))
    .description('make or reuse a session; print who you now are and until when')
    .action(async (role: string, options: SessionOptions) => {
      const { terminal } = context;
      const { obtained } = await obtainRole(context, role, options);
      if (options.json === true) {
        printJson(terminal, sessionValue(obtained));
      } else {
        terminal.print(sessionText(terminal, obtained));
        noteAll(terminal, obtained.warnings);
      }
    });
}

/** A session without its secrets, for `--json`. */
export function sessionValue({ session, reused, now, warnings }: HandedOut): object {
  return {
    profile: session.profile,
    kind: session.kind,
    source: session.source,
    arn: session.assumedRoleArn,
    accessKeyId: session.credentials.accessKeyId,
    expiration: new Date(session.credentials.expiration).toISOString(),
    secondsLeft: Math.floor((session.credentials.expiration - now) / 1000),
    reused,
    warnings,
  };
}

function sessionText(terminal: Terminal, { session, reused, now }: HandedOut): string {
  const until = clockTime(session.credentials.expiration, now);
  const left = timeLeft(session.credentials.expiration - now);
  const who =
    session.assumedRoleArn ??
    (session.source !== undefined
      ? `${session.profile} (${baseKindName(session.source)})`
      : session.kind === 'mfa'
        ? `${session.profile} (MFA session)`
        : `${session.profile} (session without MFA: IAM calls blocked by AWS)`);
  return `You are  ${terminal.style('bold', who)}\nUntil    ${until} (${left} left${reused ? ', kept session' : ''})\n`;
}
