import { isRawObject } from './read-settings.ts';
import type { StoredSettings } from './stored-settings.ts';

/** Fields that this program knows; of the others it only knows that they are somebody's. */
const KNOWN: ReadonlySet<string> = new Set([
  'version',
  'settings',
  'roles',
  'accounts',
  'recent',
  'hasActed',
  'windowSize',
  'network',
] satisfies readonly (keyof StoredSettings)[]);

/**
 * The text of `settings.json`. Fields that `raw` has and this program does not know are kept: a later
 * program of the same version may have added them, and the user may come back to it.
 */
export function settingsText(
  stored: StoredSettings,
  raw: Readonly<Record<string, unknown>> = {},
): string {
  const ownSettings = isRawObject(raw.settings) ? raw.settings : {};
  const unknown = Object.entries(raw).filter(([name]) => !KNOWN.has(name));
  const whole = {
    ...stored,
    settings: { ...ownSettings, ...stored.settings },
    ...Object.fromEntries(unknown),
  };
  return `${JSON.stringify(whole, null, 2)}\n`;
}
