/**
 * `node --import register.ts main.js`: maps `electron` to the stand-in and makes the process look
 * like Electron's main one. The main script itself stays as it was built.
 */
import { registerHooks } from 'node:module';

const STAND_IN = new URL('./main/electron.ts', import.meta.url).href;

registerHooks({
  resolve(specifier, context, nextResolve) {
    if (specifier === 'electron' || specifier === 'electron/main') {
      return { url: STAND_IN, shortCircuit: true };
    }
    return nextResolve(specifier, context);
  },
});

Object.defineProperty(process, 'type', { value: 'browser' });
Object.defineProperty(process, 'defaultApp', { value: true });
Object.defineProperty(process.versions, 'electron', { value: '45.4.1', enumerable: true });
Object.defineProperty(process.versions, 'chrome', { value: '0.0.0.0', enumerable: true });
