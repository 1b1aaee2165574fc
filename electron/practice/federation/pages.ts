/** What a sign-in says of itself. */
export interface SignedIn {
  readonly arn: string;
  /** Name and id. */
  readonly account: string;
  /** Epoch milliseconds. */
  readonly sessionEndsAt: number;
  /** True where session policies limit what the role may. */
  readonly isLimited: boolean;
  /** Where AWS would lead on to: shown, not followed. */
  readonly destination: string;
}

/** The page that stands for the console: there is none in practice. No script, nothing loaded. */
export function signedInPage(signIn: SignedIn): string {
  const rows: readonly (readonly [string, string])[] = [
    ['You are', signIn.arn],
    ['Account', signIn.account],
    ['Signed in until', new Date(signIn.sessionEndsAt).toISOString()],
    ['Permissions', signIn.isLimited ? 'limited by session policies' : 'all that the role has'],
    ['AWS would now show', signIn.destination],
  ];
  const lines = rows.map(([name, value]) => `<dt>${name}</dt><dd>${asHtml(value)}</dd>`);
  return page('Practice console', `<dl>${lines.join('')}</dl>`);
}

/** A page with one sentence. */
export function messagePage(message: string): string {
  return page('Practice sign-in', `<p>${asHtml(message)}</p>`);
}

function page(title: string, body: string): string {
  return `<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>${title}</title>
<meta name="viewport" content="width=device-width">
<style>body{font:16px/1.5 system-ui,sans-serif;margin:3rem auto;max-width:44rem;padding:0 1rem}dt{color:#555;margin-top:1rem}dd{margin:0;overflow-wrap:anywhere}</style>
</head><body><h1>${title}</h1>
<p>This is the practice organisation of Role Valet: no real account is behind it.</p>
${body}
</body></html>
`;
}

function asHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
