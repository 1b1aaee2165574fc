import { defineConfig } from 'electron-vite';

export default defineConfig({
  main: {
    build: {
      lib: { entry: 'electron/cli.ts', formats: ['es'] },
    },
  },
});
