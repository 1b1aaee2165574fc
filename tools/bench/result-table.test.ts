import { describe, expect, test } from 'vitest';
import { figure, type Section, tableMarkdown, tableText } from './result-table.ts';

const SECTIONS: readonly Section[] = [
  {
    name: 'config',
    line: 'read a config',
    seconds: 1,
    results: [
      {
        ours: 12.34,
        theirs: 24.68,
        rival: 'botocore',
        ratio: 0.5,
        target: 'under 60 ms',
        holds: true,
        unit: 'ms',
        samples: 5,
      },
      {
        what: 'read | cold',
        ours: 90,
        target: 'under 60 ms',
        holds: false,
        unit: 'ms',
        note: 'the disk was slow',
        samples: 5,
      },
    ],
  },
  {
    name: 'aws',
    line: 'beside the AWS CLI',
    seconds: 0,
    results: [{ target: '15 x faster', notMeasured: 'the AWS CLI is not installed' }],
  },
];

describe('the table', () => {
  test('shows each row with its columns in line, and notes below', () => {
    expect(tableText(SECTIONS).split('\n')).toEqual([
      'what                ours          beside             ratio   target       holds',
      '------------------  ------------  -----------------  ------  -----------  ------------',
      'read a config       12.3 ms       botocore: 24.7 ms  0.50 x  under 60 ms  yes',
      'read | cold         90 ms                                    under 60 ms  NO',
      '  read | cold: the disk was slow',
      'beside the AWS CLI  not measured                             15 x faster  not measured',
      '  beside the AWS CLI: not measured: the AWS CLI is not installed',
      '',
    ]);
  });

  test('is Markdown too, and a bar in a text ends no cell', () => {
    const lines = tableMarkdown(SECTIONS).split('\n');
    expect(lines[0]).toBe('| what | ours | beside | ratio | target | holds |');
    expect(lines[3]).toBe('| read \\| cold | 90 ms |  |  | under 60 ms | NO |');
    expect(lines.slice(-4)).toEqual([
      '',
      '- read | cold: the disk was slow',
      '- beside the AWS CLI: not measured: the AWS CLI is not installed',
      '',
    ]);
  });

  test('what could not be measured is never told as held', () => {
    expect(tableText(SECTIONS.slice(1))).not.toMatch(/\byes\b/);
  });

  test.each([
    [1234567, 'B', '1,234,567 B'],
    [345.6, 'ms', '346 ms'],
    [34.56, 'ms', '34.6 ms'],
    [3.456, 'ms', '3.46 ms'],
    [3, '', '3'],
    [-0.5, 'MB', '-0.50 MB'],
  ])('%d is shown as three digits that count', (value, unit, text) => {
    expect(figure(value, unit)).toBe(text);
  });
});
