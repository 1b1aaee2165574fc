import type { z } from 'zod';
import {
  ACCOUNT_FIELDS,
  ACCOUNT_KEY,
  type Fields,
  HAS_ACTED,
  NETWORK_FIELDS,
  PROFILE_KEY,
  ROLE_FIELDS,
  SETTINGS_FIELDS,
  WINDOW_FIELDS,
} from './settings-schema.ts';
import {
  type AccountMarks,
  MOST_RECENT,
  type RoleMarks,
  SETTINGS_VERSION,
  type StoredSettings,
  type WindowSize,
} from './stored-settings.ts';

/** What could be read of a value, and what not: one sentence a field, which names it. */
export interface CheckedSettings {
  readonly stored: StoredSettings;
  readonly faults: readonly string[];
}

type RawObject = Readonly<Record<string, unknown>>;

/**
 * Reads field by field, so that one bad value falls back to `defaults` (marks: to none) and the rest
 * is kept. Fields that are missing count as the default, without a fault. Never throws.
 */
export function checkSettings(raw: RawObject, defaults: StoredSettings): CheckedSettings {
  const faults: string[] = [];
  const own = readFields(raw.settings, SETTINGS_FIELDS, 'settings', faults);
  const windowSize = readFields(raw.windowSize, WINDOW_FIELDS, 'windowSize', faults);
  const network = readFields(raw.network, NETWORK_FIELDS, 'network', faults);
  const stored: StoredSettings = {
    version: SETTINGS_VERSION,
    settings: { ...defaults.settings, ...own },
    roles: readMarks<RoleMarks>(raw.roles, PROFILE_KEY, ROLE_FIELDS, 'roles', faults),
    accounts: readMarks<AccountMarks>(
      raw.accounts,
      ACCOUNT_KEY,
      ACCOUNT_FIELDS,
      'accounts',
      faults,
    ),
    recent: readRecent(raw.recent, faults),
    hasActed: readField(raw.hasActed, HAS_ACTED, 'hasActed', faults) ?? defaults.hasActed,
    ...(isWindowSize(windowSize) ? { windowSize } : {}),
    ...(Object.keys(network).length === 0 ? {} : { network }),
  };
  return { stored, faults };
}

/** True for what JSON calls an object. */
export function isRawObject(value: unknown): value is RawObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The fields of `raw` that are there and good. */
function readFields<Whole extends object>(
  raw: unknown,
  fields: Fields<Whole>,
  where: string,
  faults: string[],
): Partial<Whole> {
  const source = objectOr(raw, where, faults);
  const names = Object.keys(fields) as (keyof Whole & string)[];
  const entries = names.flatMap((name) => {
    const value = readField(source[name], fields[name], `${where}.${name}`, faults);
    return value === undefined ? [] : [[name, value] as const];
  });
  return Object.fromEntries(entries) as Partial<Whole>;
}

function readField<Value>(
  raw: unknown,
  schema: z.ZodType<Value>,
  where: string,
  faults: string[],
): Value | undefined {
  if (raw === undefined) return undefined;
  const { success, data, error } = schema.safeParse(raw);
  if (success) return data;
  faults.push(`${where} ${error.issues[0]?.message ?? 'is not usable'}`);
  return undefined;
}

function readMarks<Marks extends object>(
  raw: unknown,
  keySchema: z.ZodType<string>,
  fields: Fields<Required<Marks>>,
  where: string,
  faults: string[],
): Readonly<Record<string, Marks>> {
  const entries = Object.entries(objectOr(raw, where, faults)).flatMap(([key, value]) => {
    const place = `${where}[${JSON.stringify(key)}]`;
    if (readField(key, keySchema, place, faults) === undefined) return [];
    const marks = readFields(value, fields, place, faults);
    return Object.keys(marks).length === 0 ? [] : [[key, marks as Marks] as const];
  });
  // Own members only, whatever a profile is called: even __proto__ becomes one here.
  return Object.fromEntries(entries);
}

function readRecent(raw: unknown, faults: string[]): readonly string[] {
  if (raw === undefined) return [];
  if (!Array.isArray(raw)) {
    faults.push('recent must be a list of profiles');
    return [];
  }
  const names = raw.flatMap((item, index) => {
    const name = readField(item ?? null, PROFILE_KEY, `recent[${index}]`, faults);
    return name === undefined ? [] : [name];
  });
  return [...new Set(names)].slice(0, MOST_RECENT);
}

function objectOr(raw: unknown, where: string, faults: string[]): RawObject {
  if (raw === undefined) return {};
  if (isRawObject(raw)) return raw;
  faults.push(`${where} must be an object`);
  return {};
}

function isWindowSize(size: Partial<WindowSize>): size is WindowSize {
  return size.width !== undefined && size.height !== undefined;
}
