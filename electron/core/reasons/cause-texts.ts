import type { CauseName } from '../../contract/explanation.ts';
import { callerTexts } from './caller-texts.ts';
import type { CauseTable, CauseTexts, Facts } from './facts.ts';
import { serviceTexts } from './service-texts.ts';
import { trustTexts } from './trust-texts.ts';

const TEXTS: CauseTable<Exclude<CauseName, 'other'>> = {
  ...trustTexts,
  ...callerTexts,
  ...serviceTexts,
};

/** The words of a cause; `other` has none but those of its error. */
export function textsOf(name: CauseName, facts: Facts): CauseTexts {
  if (name === 'other') throw new TypeError('an error that no cause explains has its own words');
  return TEXTS[name](facts);
}
