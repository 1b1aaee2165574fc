import type { Command } from 'commander';
import { readStatus, type Status } from '../../core/app/status.ts';
import { baseKindName } from '../../core/chain/start-text.ts';
import { clockTime, timeLeft } from '../../core/time-text.ts';
import {
  type CommandContext,
  type GlobalOptions,
  noteAll,
  printJson,
  sayEmpty,
} from '../command-context.ts';
import { rotationReminders } from '../key-reminders.ts';
import type { Terminal } from '../terminal.ts';

/** `status`: what is live, and what is written where. */
export function addStatusCommand(program: Command, context: CommandContext): void {
  program
    .command('status')
    .description('show live sessions and written targets')
    .action(async (options: GlobalOptions) => {
      const { terminal } = context;
      const app = await context.app(options);
      const status = await readStatus(app);
      if (options.json === true) {
        printJson(terminal, statusValue(status));
        return;
      }
      if (status.sessions.length === 0 && status.targets.length === 0) {
        sayEmpty(terminal, 'Nothing is live.');
      } else {
        terminal.print(statusText(terminal, status));
      }
      const { findings, notes } = await rotationReminders(app);
      noteAll(terminal, [
        ...clockNote(status),
        ...findings.map(({ message, hint }) => `${message}. ${hint}`),
        ...notes,
      ]);
    });
}

function statusText(terminal: Terminal, { sessions, targets, now }: Status): string {
  const sessionRows = sessions.map((session) => [
    session.profile,
    session.kind === 'mfa'
      ? 'MFA session'
      : session.source !== undefined
        ? `base, ${baseKindName(session.source)}`
        : session.kind === 'base'
          ? 'base, IAM blocked'
          : session.asked === true
            ? 'role'
            : 'hop',
    clockTime(session.expiration, now),
    timeLeft(session.expiration - now),
  ]);
  const targetRows = targets.map((target) => [
    target.target,
    target.role,
    target.state.replace('-', ' '),
    target.state === 'ours' ? timeLeft(target.expiration - now) : '',
  ]);
  const parts = [
    sessions.length === 0 ? '' : terminal.table(['SESSION', 'KIND', 'UNTIL', 'LEFT'], sessionRows),
    ...(targets.length === 0
      ? []
      : [terminal.table(['TARGET', 'ROLE', 'STATE', 'LEFT'], targetRows)]),
  ];
  return parts.filter((part) => part !== '').join('\n');
}

function clockNote({ clockOffsetMs }: Status): string[] {
  const minutes = Math.round(Math.abs(clockOffsetMs) / 60_000);
  if (minutes === 0) {
    return [];
  }
  const direction = clockOffsetMs > 0 ? 'slow' : 'fast';
  return [
    `your clock is ${timeLeft(Math.abs(clockOffsetMs))} ${direction}; times above are by AWS's clock`,
  ];
}

function statusValue({ sessions, targets, clockOffsetMs }: Status): object {
  const iso = (at: number): string => new Date(at).toISOString();
  return {
    sessions: sessions.map((session) => ({ ...session, expiration: iso(session.expiration) })),
    targets: targets.map(({ target, role, state, credentialsPath, expiration }) => ({
      target,
      role,
      state,
      credentialsPath,
      expiration: iso(expiration),
    })),
    clockOffsetSeconds: Math.round(clockOffsetMs / 1000),
  };
}
