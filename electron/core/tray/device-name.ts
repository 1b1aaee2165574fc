import type { MfaQuestionView } from '../../contract/snapshot.ts';
import { nameOf } from './text.ts';

/** What a person calls the MFA device: `ana` of `arn:aws:iam::111122223333:mfa/ana`. */
export function deviceName({
  serial,
  baseProfile,
}: Pick<MfaQuestionView, 'serial' | 'baseProfile'>): string {
  return nameOf(serial.slice(serial.lastIndexOf('/') + 1), baseProfile);
}
