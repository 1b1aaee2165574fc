import type { BotocoreReading } from '../aws-config/botocore.fixture.ts';
import { readSharedConfig } from '../aws-config/shared-config.ts';
import type { SharedFileKind } from '../aws-config/types.ts';
import type { FileState } from '../ports.ts';

/** What a reader makes of one file: the settings of each profile, keys of blocks as `s3.key`. */
export type Reading = ReadonlyMap<string, ReadonlyMap<string, string>>;

const NOTHING: FileState = { path: '/none', realPath: '/none', exists: false, bytes: Buffer.of() };

export function ourReading(bytes: Uint8Array, kind: SharedFileKind): Reading {
  const state: FileState = { path: `/aws/${kind}`, realPath: `/aws/${kind}`, exists: true, bytes };
  const { profiles } =
    kind === 'config' ? readSharedConfig(state, NOTHING) : readSharedConfig(NOTHING, state);
  return new Map(
    [...profiles.values()].map(({ name, properties, nested }) => {
      const settings = [...properties].map(([key, { value }]): [string, string] => [key, value]);
      for (const [block, lines] of nested) {
        for (const [key, { value }] of lines) settings.push([`${block}.${key}`, value]);
      }
      return [name, withoutEmpty(settings)];
    }),
  );
}

export function botocoreReading({ values }: BotocoreReading): Reading {
  return new Map(
    Object.entries(values).map(([name, section]) => {
      const settings = Object.entries(section).flatMap(([key, value]): [string, string][] =>
        typeof value === 'string'
          ? [[key, value]]
          : Object.entries(value).map(([inner, text]) => [`${key}.${inner}`, text]),
      );
      return [name, withoutEmpty(settings)];
    }),
  );
}

export function sdkReading(
  sections: Readonly<Record<string, Readonly<Record<string, string | undefined>>>>,
  kind: SharedFileKind,
): Reading {
  const isProfile = (name: string) =>
    kind === 'credentials' || !/^(sso-session|services)\./.test(name);
  return new Map(
    Object.entries(sections)
      .filter(([name]) => isProfile(name))
      .map(([name, section]) => [
        // A prefix in the credentials file becomes part of the name, joined by a dot.
        kind === 'credentials' ? name.replace(/^(profile|sso-session|services)\./, '$1 ') : name,
        withoutEmpty(Object.entries(section).map(([key, value]) => [key, value ?? ''])),
      ]),
  );
}

/** The profiles that two readings differ in. */
export function differingProfiles(one: Reading, other: Reading): readonly string[] {
  const names = new Set([...one.keys(), ...other.keys()]);
  return [...names].filter((name) => textOf(one.get(name)) !== textOf(other.get(name)));
}

function textOf(settings: ReadonlyMap<string, string> | undefined): string {
  return settings === undefined ? 'missing' : JSON.stringify([...settings].sort());
}

/** An empty value sets nothing in any tool. */
function withoutEmpty(settings: readonly (readonly [string, string])[]): Map<string, string> {
  return new Map(settings.filter(([, value]) => value !== ''));
}
