import { validationError } from '../sts-failure.ts';

/** What the API's model says about a text. */
export interface TextRules {
  readonly required?: boolean;
  readonly min?: number;
  readonly max?: number;
  /** As the error text shows it, and as it is checked; the whole value must fit. */
  readonly pattern?: { readonly text: string; readonly check: RegExp };
}

/** Collects every broken constraint of a call, to refuse them all at once as STS does. */
export interface Validator {
  text(at: string, value: string | undefined, rules: TextRules): void;
  /** The number, or undefined where none was sent. */
  integer(at: string, value: string | undefined, min: number, max: number): number | undefined;
  count(at: string, members: readonly unknown[], max: number): void;
  /** Throws ValidationError where anything was broken. */
  finish(): void;
}

/** A validator that has seen nothing yet. `at` is the parameter's name as error texts have it. */
export function makeValidator(): Validator {
  const faults: string[] = [];
  const add = (at: string, value: string | undefined, constraint: string): void => {
    const shown = value === undefined ? 'null' : `'${value}'`;
    faults.push(
      `Value ${shown} at '${at}' failed to satisfy constraint: Member must ${constraint}`,
    );
  };
  return {
    text(at, value, { required, min, max, pattern }) {
      if (value === undefined) {
        if (required === true) {
          add(at, value, 'not be null');
        }
        return;
      }
      if (pattern !== undefined && !pattern.check.test(value)) {
        add(at, value, `satisfy regular expression pattern: ${pattern.text}`);
      }
      if (min !== undefined && value.length < min) {
        add(at, value, `have length greater than or equal to ${min}`);
      }
      if (max !== undefined && value.length > max) {
        add(at, value, `have length less than or equal to ${max}`);
      }
    },
    integer(at, value, min, max) {
      if (value === undefined) {
        return undefined;
      }
      const number = /^[+-]?\d{1,10}$/.test(value) ? Number(value) : Number.NaN;
      if (Number.isNaN(number)) {
        add(at, value, 'be a valid integer');
      } else if (number < min) {
        add(at, value, `have value greater than or equal to ${min}`);
      } else if (number > max) {
        add(at, value, `have value less than or equal to ${max}`);
      }
      return number;
    },
    count(at, members, max) {
      if (members.length > max) {
        add(at, `[${members.join(', ')}]`, `have length less than or equal to ${max}`);
      }
    },
    finish() {
      if (faults.length > 0) {
        const word = faults.length === 1 ? 'error' : 'errors';
        throw validationError(`${faults.length} validation ${word} detected: ${faults.join('; ')}`);
      }
    },
  };
}
