import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { workflowProblems } from './workflow-rules.ts';

const FOLDER = join('.github', 'workflows');
const text = readFileSync(join(FOLDER, 'check.yml'), 'utf8');

describe('workflowProblems', () => {
  test('the workflows have none', () => {
    const problems = readdirSync(FOLDER).flatMap((name) =>
      workflowProblems(readFileSync(join(FOLDER, name), 'utf8')).map(
        (problem) => `${name}: ${problem}`,
      ),
    );
    expect(problems).toEqual([]);
  });

  test.each([
    ['a tag instead of a commit', text.replace(/@[0-9a-f]{40} # v6.0.2/, '@v6')],
    ['a commit without its version', text.replace(/ # v6.0.2/, '')],
    ['more rights', text.replace('contents: read', 'contents: write')],
    ['further rights', text.replace('contents: read', 'contents: read\n  packages: write')],
    [
      'rights of a job',
      text.replace('  dist:\n', '  dist:\n    permissions:\n      id-token: write\n'),
    ],
    ['no rights named', text.replace(/permissions:\n.*\n/, '')],
    ['a secret', `${text}\n# \${{ secrets.CERTIFICATE }}\n`],
    ['rights for strangers', text.replace('pull_request:', 'pull_request_target:')],
    [
      'a token left behind',
      text.replace('persist-credentials: false', 'persist-credentials: true'),
    ],
  ])('%s is found', (_, changed) => {
    expect(changed).not.toBe(text);
    expect(workflowProblems(changed)).toHaveLength(1);
  });
});
