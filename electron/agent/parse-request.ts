import { isCode } from '../core/app/mfa-code.ts';
import { NETWORK_FACTS } from './caller-world.ts';
import {
  type CallerWorld,
  type CredentialsRequest,
  MOST_WAIT_MS,
  type SessionRequest,
} from './protocol.ts';
import { badRequest, type Refusal } from './refusal.ts';

type Fields = Readonly<Record<string, unknown>>;

const LONGEST_TEXT = 4_096;
/** The longest that STS knows: GetSessionToken takes 36 hours. */
const MOST_SECONDS = 129_600;

/** Reads the body of POST /v1/credentials. Throws a Refusal that names the field, never its value. */
export function parseCredentialsRequest(body: string): CredentialsRequest {
  const fields = object(parseJson(body), 'the body', ['profile', 'caller', 'waitMs']);
  return credentialsRequest(fields);
}

/** Reads the body of POST /v1/sessions. Throws as `parseCredentialsRequest`. */
export function parseSessionRequest(body: string): SessionRequest {
  const own = ['requestedSeconds', 'region', 'mfaCode', 'origin'];
  const fields = object(parseJson(body), 'the body', ['profile', 'caller', 'waitMs', ...own]);
  const { requestedSeconds, region, mfaCode, origin } = fields;
  if (mfaCode !== undefined && !(typeof mfaCode === 'string' && isCode(mfaCode))) {
    throw wrong('mfaCode');
  }
  if (origin !== undefined && origin !== 'person' && origin !== 'program') {
    throw wrong('origin');
  }
  return {
    ...credentialsRequest(fields),
    ...(requestedSeconds === undefined
      ? {}
      : { requestedSeconds: wholeNumber(requestedSeconds, 'requestedSeconds', 1, MOST_SECONDS) }),
    ...(region === undefined ? {} : { region: text(region, 'region') }),
    ...(mfaCode === undefined ? {} : { mfaCode }),
    ...(origin === undefined ? {} : { origin }),
  };
}

function credentialsRequest({ profile, caller, waitMs }: Fields): CredentialsRequest {
  return {
    profile: text(profile, 'profile'),
    ...(caller === undefined ? {} : { caller: world(caller) }),
    ...(waitMs === undefined ? {} : { waitMs: wholeNumber(waitMs, 'waitMs', 0, MOST_WAIT_MS) }),
  };
}

function world(value: unknown): CallerWorld {
  const { configPath, credentialsPath, ...rest } = object(value, 'caller', [
    'configPath',
    'credentialsPath',
    ...FACTS,
  ]);
  const facts = FACTS.filter((name) => rest[name] !== undefined);
  return {
    configPath: text(configPath, 'configPath'),
    credentialsPath: text(credentialsPath, 'credentialsPath'),
    ...Object.fromEntries(facts.map((name) => [name, text(rest[name], name)])),
  };
}

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch (error) {
    // The parser's own message quotes the text, and that may hold a code.
    if (error instanceof SyntaxError) throw badRequest(400, 'the body is not JSON');
    throw error;
  }
}

/** All that is said of a world beside its files, and may be left out. */
const FACTS = [...NETWORK_FACTS, 'commandVariables'] as const;

/** An unknown name is refused: a wish that this version does not know must not be passed over. */
function object(value: unknown, what: string, names: readonly string[]): Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw badRequest(400, `${what} is not a JSON object`);
  }
  if (!Object.keys(value).every((name) => names.includes(name))) {
    throw badRequest(400, `${what} has a field that is not known`);
  }
  return value as Fields;
}

function text(value: unknown, name: string): string {
  const isFine = typeof value === 'string' && value !== '' && value.length <= LONGEST_TEXT;
  if (!isFine || value.includes('\0')) {
    throw wrong(name);
  }
  return value;
}

function wholeNumber(value: unknown, name: string, least: number, most: number): number {
  if (!Number.isInteger(value) || (value as number) < least || (value as number) > most) {
    throw wrong(name);
  }
  return value as number;
}

function wrong(name: string): Refusal {
  return badRequest(400, `the field ${name} is missing or not what it should be`);
}
