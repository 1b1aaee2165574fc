import type { LogFields, Logger } from '../../core/ports.ts';

/** A log that keeps its lines, so that a test can read what was said and what was not. */
export interface RecordedLog extends Logger {
  readonly lines: {
    readonly level: string;
    readonly message: string;
    readonly fields: LogFields;
  }[];
  /** All of it as one text, to look for what must not be there. */
  text(): string;
}

export function recordedLog(): RecordedLog {
  const lines: RecordedLog['lines'] = [];
  const write =
    (level: string) =>
    (message: string, fields: LogFields = {}): void => {
      lines.push({ level, message, fields });
    };
  return {
    lines,
    info: write('info'),
    warn: write('warn'),
    error: write('error'),
    text: () => JSON.stringify(lines),
  };
}
