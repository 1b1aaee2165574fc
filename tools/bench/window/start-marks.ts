/**
 * The text of a main script that runs `mainFile` and prints when it began, had run, and was `ready`.
 * Where `bulkFile` names a JSON file, main hands its value out on the channel `bulk`.
 */
export function timedMain(mainFile: string, bulkFile?: string): string {
  const bulk =
    bulkFile === undefined
      ? ''
      : `const bulk = JSON.parse(readFileSync(${JSON.stringify(bulkFile)}, 'utf8'));
ipcMain.handle('bulk', () => bulk);
`;
  return `import { readFileSync } from 'node:fs';
import { app, ipcMain } from 'electron';
${bulk}const tell = (name) => process.stdout.write(\`bench \${name} \${performance.timeOrigin + performance.now()}\\n\`);
app.whenReady().then(() => tell('ready'));
tell('start');
await import(${JSON.stringify(mainFile)});
tell('evaluated');
`;
}

/**
 * The text to put behind a preload script: it notes in the page, as `benchFirstPaint` in epoch
 * milliseconds, when the first element of `selector` that has text was drawn.
 */
export function firstPaintScript(selector: string): string {
  return `
;(() => {
  const isThere = () => (document.querySelector(${JSON.stringify(selector)})?.textContent ?? '') !== '';
  const observer = new MutationObserver(() => {
    if (!isThere()) return;
    observer.disconnect();
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => {
        window.benchFirstPaint = performance.timeOrigin + performance.now();
        port1.close();
      };
      port2.postMessage(undefined);
    });
  });
  observer.observe(document, { subtree: true, childList: true, characterData: true });
})();
`;
}
