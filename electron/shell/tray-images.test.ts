import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Platform } from '../contract/settings.ts';
import type { TrayIconState } from '../core/tray/types.ts';
import { trayImageFile, trayImages } from './tray-images.ts';

const ICONS = join(import.meta.dirname, '..', '..', 'assets', 'icons');
const STATES: readonly TrayIconState[] = ['idle', 'active', 'expiring', 'needs-mfa', 'error'];

class LoadedFile {
  readonly path: string;

  constructor(path: string) {
    this.path = path;
  }

  isEmpty(): boolean {
    return !existsSync(this.path);
  }
}

describe('trayImages', () => {
  test.each<Platform>(['darwin', 'win32', 'linux'])('finds every state on %s', (platform) => {
    const images = trayImages(ICONS, platform, (path) => new LoadedFile(path));
    for (const state of STATES) {
      expect(images(state).path).toBe(join(ICONS, trayImageFile(state, platform)));
    }
  });

  test('names template images so that macOS knows them', () => {
    expect(trayImageFile('needs-mfa', 'darwin')).toBe(
      join('tray', 'darwin', 'needs-mfaTemplate.png'),
    );
    expect(trayImageFile('needs-mfa', 'win32')).toBe(join('tray', 'win32', 'needs-mfa.png'));
  });

  test('loads each image once', () => {
    const paths: string[] = [];
    const images = trayImages(ICONS, 'linux', (path) => {
      paths.push(path);
      return new LoadedFile(path);
    });
    expect(images('idle')).toBe(images('idle'));
    images('active');
    expect(paths).toHaveLength(2);
  });

  test('throws where an image is missing: an empty one would hide the icon', () => {
    const images = trayImages('nowhere', 'linux', (path) => new LoadedFile(path));
    expect(() => images('idle')).toThrow('the icon tray/linux/idle.png is missing or no image');
  });
});
