import { defineConfig } from 'electron-vite';

export default defineConfig({
  main: {
    build: {
      outDir: 'out/main',
      target: 'node22.22',
      minify: true,
      reportCompressedSize: false,
      // One file loads quicker than a tree of packages; the keychain's native part can't be bundled.
      externalizeDeps: {
        include: ['keytar', 'electron'],
        exclude: [
          'commander',
          'proper-lockfile',
          '@aws-sdk/client-sts',
          '@smithy/node-http-handler',
          '@homebridge/dbus-native',
          'zod',
        ],
      },
      rollupOptions: {
        input: { cli: 'electron/cli.ts', main: 'electron/main.ts' },
        output: {
          format: 'es',
          entryFileNames: '[name].js',
          chunkFileNames: 'chunks/[name]-[hash].js',
        },
      },
    },
  },
  preload: {
    build: {
      outDir: 'out/preload',
      minify: true,
      reportCompressedSize: false,
      rollupOptions: {
        input: { preload: 'electron/preload.ts' },
        // A sandboxed preload is one CommonJS file.
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: 'renderer',
    base: './',
    build: {
      outDir: 'out/renderer',
      minify: true,
      reportCompressedSize: false,
      // The content security policy allows no data: URL, and no fetch by a polyfill.
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      rollupOptions: {
        input: 'renderer/index.html',
        onwarn: (warning, tell) => {
          // `'use client'` is for server components; it means nothing in a window.
          if (warning.code !== 'MODULE_LEVEL_DIRECTIVE') tell(warning);
        },
      },
    },
  },
});
