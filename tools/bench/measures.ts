import type { Measure } from './types.ts';

/** Every measure by its name, in the order of the table; loaded only when it runs. */
export const MEASURES: Readonly<Record<string, () => Promise<Measure>>> = {
  config: async () => (await import('./config.ts')).configMeasure,
  write: async () => (await import('./write.ts')).writeMeasure,
  'credential-process': async () =>
    (await import('./credential-process.ts')).credentialProcessMeasure,
  switch: async () => (await import('./switch.ts')).switchMeasure,
  idle: async () => (await import('./idle.ts')).idleMeasure,
  renewals: async () => (await import('./renewals.ts')).renewalsMeasure,
  calls: async () => (await import('./calls.ts')).callsMeasure,
  memory: async () => (await import('./memory.ts')).memoryMeasure,
  growth: async () => (await import('./growth.ts')).growthMeasure,
  profiles: async () => (await import('./profiles.ts')).profilesMeasure,
  sessions: async () => (await import('./sessions.ts')).sessionsMeasure,
  start: async () => (await import('./start.ts')).startMeasure,
  'window-keys': async () => (await import('./window/key-press.ts')).keyPressMeasure,
  'window-scroll': async () => (await import('./window/scrolling.ts')).scrollMeasure,
  'window-ready': async () => (await import('./window/window-ready.ts')).windowReadyMeasure,
  'window-push': async () => (await import('./window/snapshot-push.ts')).snapshotPushMeasure,
  'window-memory': async () => (await import('./window/window-memory.ts')).windowMemoryMeasure,
};
