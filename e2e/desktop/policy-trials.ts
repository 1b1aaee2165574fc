/// <reference lib="dom" />

/** One thing that the content security policy has to refuse. */
export interface Trial {
  readonly name: string;
  /** The directive that refuses it. */
  readonly by: string;
  /** Runs in the page. What it could do if it went through, it says by `document.title`. */
  readonly act: () => unknown;
}

/** What came of a trial. */
export interface Refusal {
  /** Directives whose violation the page was told of. */
  readonly directives: readonly string[];
  /** Name of the error that the page's code met. */
  readonly thrown: string | undefined;
  readonly title: string;
}

/**
 * Runs a trial from a timer of the page and waits until the page hears of a violation, two seconds at
 * most. From a timer, because what DevTools evaluates by itself is not held to the policy. Runs in
 * the page, so it uses nothing from outside.
 */
export async function refusalOf(act: () => unknown): Promise<Refusal> {
  const directives: string[] = [];
  const note = (event: SecurityPolicyViolationEvent): void => {
    directives.push(event.effectiveDirective);
  };
  document.addEventListener('securitypolicyviolation', note);
  let thrown: string | undefined;
  await new Promise<void>((resolve) => {
    setTimeout(async () => {
      try {
        await act();
      } catch (error) {
        thrown = (error as Error).name;
      }
      resolve();
    });
  });
  const endsAt = performance.now() + 2_000;
  while (directives.length === 0 && performance.now() < endsAt) {
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  document.removeEventListener('securitypolicyviolation', note);
  return { directives: [...new Set(directives)], thrown, title: document.title };
}

export const TRUSTED = 'require-trusted-types-for';

/** Ways to run code that is not the app's. */
export const SCRIPT_TRIALS: readonly Trial[] = [
  {
    name: 'an inline script',
    by: TRUSTED,
    act: () => {
      const script = document.createElement('script');
      script.append('document.title = "ran"');
      document.body.append(script);
    },
  },
  {
    name: 'a script from elsewhere',
    by: TRUSTED,
    act: () => {
      const script = document.createElement('script');
      script.src = 'https://example.com/script.js';
      document.body.append(script);
    },
  },
  {
    name: 'an inline handler',
    by: TRUSTED,
    act: () => {
      const button = document.createElement('button');
      button.setAttribute('onclick', 'document.title = "ran"');
      document.body.append(button);
      button.click();
    },
  },
  {
    name: 'a javascript: link',
    by: 'script-src-elem',
    act: () => {
      const link = document.createElement('a');
      link.href = 'javascript:void(document.title = "ran")';
      document.body.append(link);
      link.click();
    },
  },
  {
    name: 'eval',
    by: TRUSTED,
    // biome-ignore lint/security/noGlobalEval: it has to be refused.
    act: () => globalThis.eval('document.title = "ran"'),
  },
  {
    name: 'new Function',
    by: TRUSTED,
    act: () => new Function('document.title = "ran"')(),
  },
  {
    name: 'a timer with text',
    by: TRUSTED,
    act: () => Reflect.apply(setTimeout, window, ['document.title = "ran"']),
  },
  {
    name: 'WebAssembly',
    by: 'script-src',
    act: async () => {
      await WebAssembly.compile(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0]));
      document.title = 'ran';
    },
  },
  {
    name: 'a worker',
    by: TRUSTED,
    act: () => new Worker('/worker.js'),
  },
  {
    name: 'a shared worker',
    by: TRUSTED,
    act: () => new SharedWorker('/worker.js'),
  },
];

/** Ways to put text into the page that it would read as HTML. */
export const MARKUP_TRIALS: readonly Trial[] = [
  {
    name: 'innerHTML',
    by: TRUSTED,
    act: () => {
      document.body.innerHTML = '<p>ran</p>';
    },
  },
  {
    name: 'insertAdjacentHTML',
    by: TRUSTED,
    act: () => document.body.insertAdjacentHTML('beforeend', '<p>ran</p>'),
  },
  {
    name: 'document.write',
    by: TRUSTED,
    act: () => document.write('<p>ran</p>'),
  },
  {
    name: 'the parser of documents',
    by: TRUSTED,
    act: () => new DOMParser().parseFromString('<p>ran</p>', 'text/html'),
  },
  {
    name: 'a policy that would trust any text',
    by: 'trusted-types',
    act: () => {
      const types: { createPolicy(name: string, rules: object): unknown } = Reflect.get(
        window,
        'trustedTypes',
      );
      types.createPolicy('any', { createHTML: (text: string) => text });
      document.title = 'ran';
    },
  },
  {
    name: 'a style element',
    by: 'style-src-elem',
    act: () => {
      const style = document.createElement('style');
      style.append('body { display: none }');
      document.head.append(style);
      if (getComputedStyle(document.body).display === 'none') document.title = 'ran';
    },
  },
  {
    name: 'a style attribute',
    by: 'style-src-attr',
    act: () => {
      document.body.setAttribute('style', 'display: none');
      if (getComputedStyle(document.body).display === 'none') document.title = 'ran';
    },
  },
  {
    name: 'a style sheet from elsewhere',
    by: 'style-src-elem',
    act: () => {
      const link = document.createElement('link');
      link.rel = 'stylesheet';
      link.href = 'https://example.com/style.css';
      document.head.append(link);
    },
  },
  {
    name: 'a base element',
    by: 'base-uri',
    act: () => {
      const base = document.createElement('base');
      base.href = 'https://example.com/';
      document.head.append(base);
      if (document.baseURI === base.href) document.title = 'ran';
    },
  },
];
