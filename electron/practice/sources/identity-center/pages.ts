import type { LoopbackAnswer } from '../loopback-server.ts';

/** What a person is asked on a page. */
export interface Question {
  readonly title: string;
  /** One paragraph each, plain text. */
  readonly text: readonly string[];
  /** Where the answer is sent. */
  readonly action: string;
  /** What goes along with it unseen. */
  readonly hidden: Readonly<Record<string, string>>;
  /** What the person types, filled with what is known. */
  readonly fields?: readonly {
    readonly name: string;
    readonly label: string;
    readonly value: string;
  }[];
  /** As whom to sign in: the first is preset. */
  readonly userNames: readonly string[];
}

/** A page with a question and two buttons: they send `decision=allow` or `decision=deny`. */
export function questionPage(question: Question): LoopbackAnswer {
  const hidden = Object.entries(question.hidden)
    .map(
      ([name, value]) =>
        `<input type="hidden" name="${escapeHtml(name)}" value="${escapeHtml(value)}">`,
    )
    .join('');
  const fields = (question.fields ?? [])
    .map(
      ({ name, label, value }) =>
        `<p><label>${escapeHtml(label)} <input name="${escapeHtml(name)}" value="${escapeHtml(value)}" autocomplete="off" required></label></p>`,
    )
    .join('');
  const users = question.userNames.map((name) => `<option>${escapeHtml(name)}</option>`).join('');
  return page(
    200,
    question.title,
    `${paragraphs(question.text)}<form method="post" action="${escapeHtml(question.action)}">${hidden}${fields}
<p><label>Sign in as <select name="user">${users}</select></label></p>
<p><button name="decision" value="allow">Allow access</button> <button name="decision" value="deny">Deny</button></p></form>`,
  );
}

/** A page that only says something. */
export function messagePage(
  status: number,
  title: string,
  ...text: readonly string[]
): LoopbackAnswer {
  return page(status, title, paragraphs(text));
}

function paragraphs(text: readonly string[]): string {
  return text.map((paragraph) => `<p>${escapeHtml(paragraph)}</p>`).join('\n');
}

function page(status: number, title: string, body: string): LoopbackAnswer {
  return {
    status,
    headers: {
      'Content-Type': 'text/html; charset=utf-8',
      'Content-Security-Policy': "default-src 'none'; style-src 'unsafe-inline'",
    },
    body: `<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>${escapeHtml(title)}</title>
<style>body{font:16px/1.5 system-ui,sans-serif;max-width:34rem;margin:4rem auto;padding:0 1rem}
button,input,select{font:inherit;padding:.3rem .6rem}</style></head>
<body><h1>${escapeHtml(title)}</h1>
${body}
<p><small>Practice organisation of Role Valet. Nothing here is real.</small></p></body></html>
`,
  };
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
};

function escapeHtml(text: string): string {
  return text.replace(/[&<>"]/g, (character) => ENTITIES[character] ?? character);
}
