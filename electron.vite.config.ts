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
        include: ['keytar'],
        exclude: [
          'commander',
          'proper-lockfile',
          '@aws-sdk/client-sts',
          '@smithy/node-http-handler',
        ],
      },
      rollupOptions: {
        input: { cli: 'electron/cli.ts' },
        output: {
          format: 'es',
          entryFileNames: '[name].js',
          chunkFileNames: 'chunks/[name]-[hash].js',
        },
      },
    },
  },
});
