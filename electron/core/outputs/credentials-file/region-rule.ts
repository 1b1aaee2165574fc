import type { SharedConfig } from '../../aws-config/types.ts';
import type { Files } from '../../ports.ts';
import { bytesText, editableFile } from './file-text.ts';
import { findSections, propertyValue } from './section-text.ts';

/** What to do with the section's `region` line: set it, remove it, or leave it alone. */
export type RegionChange =
  | { readonly action: 'set'; readonly region: string }
  | { readonly action: 'remove' | 'keep' };

/** The situation that the rule looks at. */
export interface RegionSituation {
  /** The role's region, or the first source's that has one. */
  readonly wanted: string | undefined;
  /** The region that config gives the target. */
  readonly fromConfig: string | undefined;
  /** The line that stands in the section now. */
  readonly inSection: string | undefined;
  /** The region that we wrote there earlier. */
  readonly written: string | undefined;
  /** True where the section holds another program's session, whose region is not the user's wish. */
  readonly replacesForeign: boolean;
}

/**
 * A written profile without a region makes most commands fail ("You must specify a region"), so one
 * goes in unless config gives the target one. A line that the user put there stays.
 */
export function regionChange(situation: RegionSituation): RegionChange {
  const { wanted, fromConfig, inSection, written, replacesForeign } = situation;
  const isOurs = inSection !== undefined && inSection === written;
  if (inSection !== undefined && !isOurs && !replacesForeign) return { action: 'keep' };
  if (fromConfig === undefined && wanted !== undefined) return { action: 'set', region: wanted };
  return { action: isOurs ? 'remove' : 'keep' };
}

/**
 * The region that the config file gives `target`. The merged view shows it unless the credentials
 * file has one as well (which we may have written); the config file itself is then asked.
 */
export async function regionInConfig(
  files: Files,
  config: SharedConfig,
  target: string,
): Promise<string | undefined> {
  const profile = config.profiles.get(target);
  const merged = profile?.properties.get('region');
  if (profile?.configAt === undefined || merged === undefined) return undefined;
  if (merged.at.file === 'config') return merged.value || undefined;
  const text = bytesText(editableFile(await files.read(config.configPath)).bytes);
  const section = findSections(text, (name) => profileName(name) === target).at(-1);
  return propertyValue(section, 'region') || undefined;
}

/** `profile x`, `profile "x"` or `default`, as headers of the config file name profiles. */
function profileName(header: string): string | undefined {
  if (header === 'default') return header;
  return /^profile[ \t]+(["']?)(.*)\1$/.exec(header)?.[2];
}
