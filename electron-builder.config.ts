import { join } from 'node:path';
import type { Configuration } from 'electron-builder';
import { DESKTOP_ID } from './electron/shell/desktop-name.ts';

/** What the keychain package needs at run time; its entry that imitates `keytar` stays out on purpose. */
const KEYTAR_FILES = ['package.json', 'index.js', 'LICENSE'];
const NATIVE_FILES = ['package.json', '*.node', 'LICENSE*'];

/** The command line with its own copy of what it loads: see docs/platforms.md. */
const commandLine = (launcher: string) => [
  { from: 'out/main', to: 'cli', filter: ['cli.js', 'chunks/*.js'] },
  { from: 'tools/packaging/cli', to: 'cli', filter: ['package.json', launcher] },
  { from: 'node_modules/keytar', to: 'cli/node_modules/keytar', filter: KEYTAR_FILES },
  {
    from: 'node_modules/@napi-rs',
    to: 'cli/node_modules/@napi-rs',
    filter: NATIVE_FILES.map((name) => `keyring-*/${name}`),
  },
];

/** How Role Valet is packed for all three systems. `electronDist` is given on the command line only. */
const config: Configuration = {
  appId: DESKTOP_ID,
  productName: 'Role Valet',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: electron-builder fills these in.
  artifactName: 'role-valet-${version}-${os}-${arch}.${ext}',
  directories: { output: 'dist' },
  npmRebuild: false,
  publish: null,
  electronLanguages: ['en-US'],

  // The archive's integrity data is part of it: `disableAsarIntegrity` must stay unset.
  asar: true,
  asarUnpack: ['**/*.node'],
  // An allow-list: what isn't named stays out. Production dependencies come in by themselves, and
  // all but the keychain are bundled, so the last lines take the others out again.
  files: [
    'out/main/main.js',
    // As a folder of its own: a plain pattern would lose to the same files in `extraResources`.
    { from: 'out/main/chunks', to: 'out/main/chunks', filter: ['*.js'] },
    'out/preload/preload.cjs',
    'out/renderer/index.html',
    'out/renderer/assets/*.{js,css,svg,png,woff2}',
    '!node_modules/!(keytar|@napi-rs){,/**}',
    `!node_modules/keytar/!(${KEYTAR_FILES.join('|')})`,
    '!node_modules/@napi-rs/!(keyring-*){,/**}',
    `!node_modules/@napi-rs/*/!(${NATIVE_FILES.join('|')})`,
  ],
  extraMetadata: {
    main: 'out/main/main.js',
    desktopName: `${DESKTOP_ID}.desktop`,
    homepage: 'https://github.com/role-valet/role-valet',
    // What only the repository needs.
    bin: null,
    dependencies: null,
    allowScripts: null,
  },

  // Each is the opposite of what Electron ships (its security guide, item 19, and docs/tutorial/fuses.md).
  electronFuses: {
    runAsNode: false,
    enableCookieEncryption: true,
    enableNodeOptionsEnvironmentVariable: false,
    enableNodeCliInspectArguments: false,
    enableEmbeddedAsarIntegrityValidation: true,
    onlyLoadAppFromAsar: true,
    grantFileProtocolExtraPrivileges: false,
  },

  mac: {
    target: ['dmg', 'zip'],
    category: 'public.app-category.developer-tools',
    icon: 'assets/icons/app/icon.icns',
    files: ['assets/icons/tray/darwin/*.png'],
    hardenedRuntime: true,
    gatekeeperAssess: false,
    entitlements: 'tools/packaging/mac/entitlements.plist',
    entitlementsInherit: 'tools/packaging/mac/entitlements.plist',
    // It lives in the menu bar: no tile in the Dock, not even for the moment of starting.
    extendInfo: { LSUIElement: true },
    extraResources: commandLine('role-valet'),
  },
  win: {
    target: ['nsis'],
    icon: 'assets/icons/app/icon.ico',
    files: ['assets/icons/tray/win32/*.png'],
    extraResources: commandLine('role-valet.cmd'),
  },
  nsis: { oneClick: true, perMachine: false, createDesktopShortcut: false },
  linux: {
    target: ['AppImage', 'deb'],
    // `role-valet` is the command line: see `deb` below.
    executableName: 'role-valet-app',
    syncDesktopName: true,
    category: 'Development',
    icon: 'assets/icons/app',
    files: ['assets/icons/tray/linux/*.png'],
    maintainer: 'Role Valet contributors <role-valet@users.noreply.github.com>',
    extraResources: commandLine('role-valet'),
  },
  deb: { fpm: [`${join(process.cwd(), 'tools/packaging/linux/role-valet')}=/usr/bin/role-valet`] },
};

export default config;
