import { defineConfig } from 'electron-vite';
import type { Plugin } from 'vite';

/**
 * Gives `cli.js` its own copy of the few modules that it needs before anything else. Shared with the app
 * they would be files of their own, and each file costs every AWS call of a user 1 ms.
 */
function ownCopyForCli(): Plugin {
  const first = ['electron/cli/credentials-from-app.ts', 'electron/cli/compile-cache.ts'];
  const mark = '?own';
  return {
    name: 'own-copy-for-cli',
    enforce: 'pre',
    async resolveId(source, importer, { kind }) {
      const isInside = importer?.endsWith(mark) === true && kind !== 'dynamic-import';
      const isWayIn = importer?.endsWith('electron/cli.ts') === true;
      if (!source.startsWith('.') || !(isInside || isWayIn)) {
        return null;
      }
      const from = importer?.replace(mark, '');
      const resolved = await this.resolve(source, from, { skipSelf: true });
      const isOwn = isInside || first.some((path) => resolved?.id.endsWith(path) === true);
      return resolved !== null && isOwn ? `${resolved.id}${mark}` : resolved;
    },
  };
}

/**
 * Takes Node's own modules by `process.getBuiltinModule`. An `import` of one also loads what it has
 * but few use, since each of its exports is read: for a command that is 3 ms (of `node:util` its
 * argument parser and worker threads, of `node:crypto` the web's cryptography).
 */
function plainBuiltins(): Plugin {
  const statement = /^import (?:([\w$]+)(?:, )?)?(?:\{ (.+) \})? ?from "(node:[\w/]+)";$/gm;
  return {
    name: 'plain-builtins',
    renderChunk(code) {
      const plain = code.replaceAll(
        statement,
        (_, whole?: string, names?: string, from?: string) => {
          const module = `process.getBuiltinModule("${from}")`;
          const parts = names?.replaceAll(/\bas\b/g, ':');
          return [whole, parts && `{ ${parts} }`]
            .filter((target) => target)
            .map((target) => `const ${target} = ${module};`)
            .join(' ');
        },
      );
      return { code: plain, map: null };
    },
  };
}

export default defineConfig({
  main: {
    plugins: [ownCopyForCli(), plainBuiltins()],
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
          // All that `credential-process` loads where no app runs is one file: each more costs it 1 ms.
          codeSplitting: {
            groups: [{ name: 'session', test: /cli\/credential-process-command\.ts$/ }],
          },
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
