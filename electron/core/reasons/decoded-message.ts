import type { CauseName } from '../../contract/explanation.ts';
import { parseJsonObject } from '../json-object.ts';
import type { RankedCause } from './facts.ts';

/** What DecodeAuthorizationMessage told of a refusal. */
export interface DecodedDenial {
  readonly isExplicitDeny: boolean;
  readonly action?: string;
  readonly resource?: string;
}

/**
 * Reads the JSON of a decoded message; undefined where it is none
 * (https://docs.aws.amazon.com/STS/latest/APIReference/API_DecodeAuthorizationMessage.html).
 */
export function readDecodedMessage(text: string): DecodedDenial | undefined {
  const { explicitDeny, context } = (parseJsonObject(text) ?? {}) as {
    readonly explicitDeny?: unknown;
    readonly context?: { readonly action?: unknown; readonly resource?: unknown };
  };
  if (typeof explicitDeny !== 'boolean') return undefined;
  const { action, resource } = context ?? {};
  return {
    isExplicitDeny: explicitDeny,
    ...(typeof action === 'string' ? { action } : {}),
    ...(typeof resource === 'string' ? { resource } : {}),
  };
}

/** What a look at something showed: causes it found, and causes it ruled out. */
export interface LookResult {
  readonly found: readonly RankedCause[];
  readonly ruledOut: readonly CauseName[];
}

/** The cause that the decoded message names. */
export function decodedCauses({ isExplicitDeny, action, resource }: DecodedDenial): LookResult {
  const what = `${action ?? 'the action'} on ${resource ?? 'the resource'}`;
  return isExplicitDeny
    ? {
        found: [
          {
            name: 'explicit-deny',
            certainty: 'certain',
            why: `The decoded message says that a statement denies ${what}.`,
          },
        ],
        ruledOut: [],
      }
    : {
        found: [
          {
            name: 'no-permission',
            certainty: 'certain',
            why: `The decoded message says that nothing allows ${what}, and nothing denies it.`,
          },
        ],
        ruledOut: ['explicit-deny'],
      };
}
