/** A member of Electron that a source uses, by the type or module that it belongs to. */
export interface Use {
  readonly owner: string;
  readonly member: string;
}

/** Modules whose values are used by name; a class's statics count as its module's members. */
const MODULES =
  'app|clipboard|dialog|globalShortcut|ipcMain|nativeImage|nativeTheme|powerMonitor|protocol|screen|session|shell|contextBridge|ipcRenderer|BrowserWindow|Menu|Notification|Tray';

/**
 * Electron's members that a TypeScript source names: in `Pick<Electron.X, 'a' | 'b'>`, in
 * `Electron.X['a']`, and, where the source has Electron's modules at hand, in `app.a` or
 * `electron.app.a`. The shell takes Electron in as arguments of such types, so they tell what it uses.
 */
export function electronUses(text: string): Use[] {
  const imported = importedTypes(text);
  const isElectronType = (prefix: string, name: string): boolean =>
    prefix !== '' || imported.has(name);
  const picks = [...text.matchAll(/Pick<\s*(?:typeof )?(Electron\.)?(\w+),([^>]*)>/g)]
    .filter(([, prefix = '', name = '']) => isElectronType(prefix, name))
    .flatMap(([, , owner = '', members = '']) =>
      [...members.matchAll(/'([^']+)'/g)].map(([, member = '']) => ({ owner, member })),
    );
  const indexed = [...text.matchAll(/\bElectron\.(\w+)\['(\w+)'\]/g)].map(
    ([, owner = '', member = '']) => ({ owner, member }),
  );
  const atHand = /^import (?!type)[^;]*from 'electron'/m.test(text) ? '' : 'electron\\.';
  const called = [
    ...text.matchAll(new RegExp(`\\b${atHand}(${MODULES})\\.(?!ts\\b)(\\w+)`, 'g')),
  ].map(([, owner = '', member = '']) => ({ owner, member }));
  return [...picks, ...indexed, ...called];
}

/** Modules that a source takes out of Electron: `electron.app`, `const { app } = electron`. */
export function electronModules(text: string): string[] {
  const dotted = [...text.matchAll(/\belectron\.(\w+)/g)].map(([, name = '']) => name);
  const taken = [...text.matchAll(/const \{([^}]*)\} = electron;/g)].flatMap(([, names = '']) =>
    names.split(',').map((name) => name.trim()),
  );
  return [...dotted, ...taken].filter((name) => name !== '' && !/^(ts|js|exe)$/.test(name));
}

/** Names of events that a source listens to, or says that it will: `on('show'`, `on(event: 'show'`. */
export function listenedEvents(text: string): string[] {
  return [...text.matchAll(/\b(?:on|once)\(\s*(?:event: )?((?:'[\w-]+'(?: \| )?)+)/g)].flatMap(
    ([, names = '']) => [...names.matchAll(/'([\w-]+)'/g)].map(([, name = '']) => name),
  );
}

function importedTypes(text: string): Set<string> {
  const names = [...text.matchAll(/import type \{([^}]*)\} from 'electron'/g)].flatMap(
    ([, list = '']) => list.split(',').map((name) => name.trim()),
  );
  return new Set(names);
}
