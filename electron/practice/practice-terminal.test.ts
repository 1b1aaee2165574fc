import { spawnSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { practiceTerminalLines } from './practice-terminal.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "role-valet it's-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

function home() {
  return {
    binPath: join(folder, 'bin'),
    environment: { ROLE_VALET_HOME: folder, AWS_ENDPOINT_URL_STS: 'http://127.0.0.1:4567' },
    unset: ['AWS_PROFILE', 'AWS_SESSION_TOKEN'],
  };
}

describe('practiceTerminalLines', () => {
  test.each([
    ['sh', 'sh'],
    ['bash', 'sh'],
    ['zsh', 'sh'],
    ['fish', 'fish'],
  ] as const)('%s works in the organisation afterwards', (program, format) => {
    const script = `${practiceTerminalLines(home(), format)}env`;
    const { stdout, status } = spawnSync(program, ['-c', script], {
      encoding: 'utf8',
      env: { PATH: '/usr/bin:/bin', HOME: folder, AWS_PROFILE: 'mine', AWS_SESSION_TOKEN: 'old' },
    });
    expect(status).toBe(0);
    const lines = stdout.split('\n');
    expect(lines).toContain(`ROLE_VALET_HOME=${folder}`);
    expect(lines).toContain('AWS_ENDPOINT_URL_STS=http://127.0.0.1:4567');
    expect(lines).toContain(`PATH=${join(folder, 'bin')}:/usr/bin:/bin`);
    expect(stdout).not.toMatch(/^AWS_(PROFILE|SESSION_TOKEN)=/m);
  });

  test('is for sh where the format is no shell’s', () => {
    expect(practiceTerminalLines(home(), 'json')).toBe(practiceTerminalLines(home(), 'sh'));
  });
});
