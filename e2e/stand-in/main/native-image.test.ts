import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { imageView, nativeImage } from './native-image.ts';

const ICONS = join(import.meta.dirname, '..', 'testing', 'proof', 'icons');

test('finds the larger picture beside a file', () => {
  const image = nativeImage.createFromPath(join(ICONS, 'idle.png'));
  expect(image.getSize()).toEqual({ width: 16, height: 16 });
  expect(image.getScaleFactors()).toEqual([1, 2]);
  expect(image.toPNG({ scaleFactor: 2 })).toEqual(readFileSync(join(ICONS, 'idle@2x.png')));
  expect(imageView(image)).toMatchObject({ name: 'idle', isTemplate: false });
});

test('a missing file gives an empty image, as in Electron', () => {
  const image = nativeImage.createFromPath(join(ICONS, 'missing.png'));
  expect(image.isEmpty()).toBe(true);
  expect(imageView(image)).toEqual({ name: 'missing', dataUrl: '', isTemplate: false });
});

test('reads PNG only, and throws the name of what it lacks', () => {
  expect(() => nativeImage.createFromBuffer(Buffer.from('GIF89a'))).toThrow('PNG only');
  expect(() => Reflect.get(nativeImage.createEmpty(), 'resize')).toThrow('NativeImage.resize');
  expect(() => Reflect.get(nativeImage, 'createFromBitmap')).toThrow(
    'nativeImage.createFromBitmap',
  );
});
