import type { ErrorCode } from '../../electron/contract/errors.ts';
import type { Snapshot } from '../../electron/contract/snapshot.ts';
import { chosenOf } from '../../tools/loops.ts';
import { type Theme, test, type WindowPage } from './window-page.ts';

/** A state of a screen that looks different from others. */
export interface Scene {
  readonly name: string;
  readonly snapshot?: Partial<Snapshot>;
  readonly size?: { readonly width: number; readonly height: number };
  readonly answers?: Readonly<Record<string, unknown>>;
  /** Gets from the start to the state. */
  readonly arrange?: (window: WindowPage) => Promise<unknown>;
}

/**
 * For each scene and theme: a picture among the results, and axe finds nothing. Usual runs take one
 * theme a scene, by the day's seed.
 */
export function testScenes(scenes: readonly Scene[]): void {
  for (const [index, { name, arrange, ...options }] of scenes.entries()) {
    const [theme = 'light', ...later] = chosenOf<Theme>(['light', 'dark'], index);
    test(`${name}: axe finds nothing`, async ({ window }) => {
      await window.open({ theme, ...options });
      await arrange?.(window);
      await window.picture(`${name}-${theme}`);
      await window.checkAccess();
      for (const other of later) {
        // As when the system's theme turns with the evening.
        await window.page.emulateMedia({ colorScheme: other });
        await window.picture(`${name}-${other}`);
        // A theme is colours only (`tokens.css`): names, roles and order were checked above.
        await window.checkAccess('colours');
      }
    });
  }
}

/** What a verb answers when it fails. */
export function failed(code: ErrorCode, message: string, hint: string) {
  return { ok: false, error: { code, message, hint } };
}

/** What a verb answers when it is done. */
export function done(message: string, ...notices: string[]) {
  return { ok: true, value: { message, notices } };
}
