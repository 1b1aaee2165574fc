import type { ExplainedWalk } from '../core/doctor/explain-walk.ts';
import { verdictText } from '../core/doctor/reader-verdicts.ts';
import type { Finding } from '../core/doctor/types.ts';
import { explanationText } from './explanation-text.ts';
import type { Terminal } from './terminal.ts';

const COLOURS = { error: 'red', warning: 'yellow', note: 'dim' } as const;

/** Where a finding is, for a person. */
export function placeText({ at, code }: Finding): string {
  if (at !== undefined) return `${at.path}, line ${at.line}`;
  return code.startsWith('KEY_') ? 'keychain' : 'environment';
}

/** All findings for a person, notes only where they are wanted, and what to do next. */
export function findingsText(
  terminal: Terminal,
  findings: readonly Finding[],
  showsNotes: boolean,
): string {
  const shown = findings.filter(({ severity }) => showsNotes || severity !== 'note');
  const parts = shown.map((finding) => findingText(terminal, finding));
  return `${[...parts, summary(findings, shown.length)].join('\n\n')}\n`;
}

function findingText(terminal: Terminal, finding: Finding): string {
  const { severity, code, message, hint, verdicts, fix } = finding;
  const lines = [
    `${terminal.style(COLOURS[severity], severity)}  ${placeText(finding)}  (${code})`,
    `  ${message}`,
    ...(verdicts === undefined ? [] : [`  ${verdictText(verdicts)}`]),
    `  Next: ${hint}`,
    ...(fix === undefined ? [] : [`  --fix does: ${fix.description}`]),
  ];
  return lines.join('\n');
}

function summary(findings: readonly Finding[], shown: number): string {
  const count = (severity: Finding['severity']) =>
    findings.filter((finding) => finding.severity === severity).length;
  const hidden = findings.length - shown;
  const notes = hidden === 0 ? '' : ` ${plural(hidden, 'note')} more with --notes.`;
  const fixable = findings.filter(({ fix }) => fix !== undefined).length;
  const fixes = fixable === 0 ? '' : ` ${fixable} can be mended with: role-valet doctor --fix`;
  const errors = count('error');
  const warnings = count('warning');
  return errors + warnings === 0
    ? `Nothing is wrong.${notes}${fixes}`
    : `${plural(errors, 'error')}, ${plural(warnings, 'warning')}.${notes}${fixes}`;
}

function plural(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? '' : 's'}`;
}

/** A finding for scripts: the fix in words, as what it edits is no value. */
export function findingValue({ fix, ...finding }: Finding): object {
  const { kind, description } = fix ?? {};
  return fix === undefined ? finding : { ...finding, fix: { kind, description } };
}

/** A walk for a person, link by link; behind the one that does not hold, why, or the next step. */
export function walkText(
  terminal: Terminal,
  { profile, links, calls, explanation }: ExplainedWalk,
): string {
  const words = { ok: 'ok', broken: 'broken', 'needs-you': 'needs you' } as const;
  const colours = { ok: 'green', broken: 'red', 'needs-you': 'yellow' } as const;
  const lines = links.flatMap(({ name, profile: at, state, message, hint, code }) => [
    `${terminal.style(colours[state], words[state].padEnd(9))}  ${name.padEnd(10)}  ${at}: ${message}${code === undefined ? '' : ` (${code})`}`,
    ...(hint === undefined || explanation !== undefined ? [] : [`Next: ${hint}`]),
  ]);
  const made = `${plural(calls, 'STS call')} at most.`;
  const end =
    links.at(-1)?.state === 'ok'
      ? `${profile} works. ${made}`
      : `${profile} does not work yet. ${made}`;
  const why = explanation === undefined ? [] : ['', explanationText(terminal, explanation)];
  return `${[...lines, ...why, '', end].join('\n')}\n`;
}
