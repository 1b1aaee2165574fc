import type { FakeBridgeHandle } from '../../../e2e/window/fake-bridge.ts';

/** What measures call in a page, as `window.benchMarks`. */
export interface PageMarks {
  /** Starts to look: `from` is when it began, on the page's clock; by itself the next key press. */
  start(from?: number): void;
  /** Waits until the page changes no more; milliseconds from the start to the last frame drawn with a change. */
  settled(): Promise<number>;
  /** Milliseconds from each scroll event to its drawn frame, since the last call. */
  scrollFrames(): number[];
  /** The tasks over 50 ms since the last call, milliseconds. */
  longTasks(): number[];
  /**
   * Draws a dot each frame, or no more. Chromium lets a page that was at rest wait up to 16 ms for its
   * next frame, whatever the page does; one that draws gets it at once.
   */
  keepDrawing(isOn: boolean): void;
}

/** The window of a page that `bench-browser.ts` has opened. */
export type MarkedWindow = Window & {
  readonly benchMarks: PageMarks;
  readonly fakeBridge: FakeBridgeHandle;
};

/** Runs inside the page, before any page code, so that it may use nothing from outside of its body. */
export function installPageMarks(): void {
  const QUIET_FRAMES = 3;
  let startedAt: number | undefined;
  let paintedAt = 0;
  let quietFrames = 0;
  let isWaiting = false;

  /** After a frame's style, layout and paint: a message that a frame's callback sends comes behind them. */
  const afterPaint = (work: () => void): void => {
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => {
        port1.close();
        work();
      };
      port2.postMessage(undefined);
    });
  };
  const changed = (): void => {
    quietFrames = 0;
    if (isWaiting || startedAt === undefined) return;
    isWaiting = true;
    afterPaint(() => {
      isWaiting = false;
      paintedAt = performance.now();
    });
  };
  const start = (from?: number): void => {
    startedAt = from;
    paintedAt = 0;
    quietFrames = 0;
  };
  window.addEventListener(
    'keydown',
    (event) => {
      // When the browser got the key, before the page was asked.
      start(event.timeStamp);
    },
    true,
  );
  window.addEventListener('input', changed, true);
  new MutationObserver(changed).observe(document, {
    subtree: true,
    childList: true,
    attributes: true,
    characterData: true,
  });

  const scrollFrames: number[] = [];
  document.addEventListener(
    'scroll',
    () => {
      const began = performance.now();
      afterPaint(() => scrollFrames.push(performance.now() - began));
    },
    true,
  );
  const longTasks: number[] = [];
  new PerformanceObserver((list) => {
    longTasks.push(...list.getEntries().map(({ duration }) => duration));
  }).observe({ type: 'longtask' });

  let isDrawing = false;
  const dot = document.createElement('canvas');
  Object.assign(dot.style, { position: 'fixed', top: '0', left: '0', width: '1px', height: '1px' });
  const draw = (time: number): void => {
    if (!isDrawing) return;
    const context = dot.getContext('2d');
    if (context === null) throw new Error('no canvas');
    context.fillStyle = Math.round(time) % 2 === 0 ? '#000' : '#fff';
    context.fillRect(0, 0, 1, 1);
    requestAnimationFrame(draw);
  };

  const marks: PageMarks = {
    start,
    settled: async () => {
      while (quietFrames < QUIET_FRAMES || isWaiting) {
        quietFrames += 1;
        await new Promise<void>((resolve) => {
          afterPaint(() => {
            setTimeout(resolve, 0);
          });
        });
      }
      if (startedAt === undefined || paintedAt === 0) throw new Error('nothing has changed');
      return paintedAt - startedAt;
    },
    scrollFrames: () => scrollFrames.splice(0),
    longTasks: () => longTasks.splice(0),
    keepDrawing: (isOn) => {
      if (!dot.isConnected) document.documentElement.append(dot);
      if (isOn && !isDrawing) requestAnimationFrame(draw);
      isDrawing = isOn;
    },
  };
  Object.assign(window, { benchMarks: marks });
}
