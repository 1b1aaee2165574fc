import { describe, expect, test } from 'vitest';
import { RoleValetError } from '../../contract/errors.ts';
import type { MfaDevice } from '../chain/types.ts';
import type { Commands } from '../ports.ts';
import type { SpentCodes } from '../sessions/types.ts';
import type { MfaQuestion } from './app.ts';
import { isCode, withMfaCode } from './mfa-code.ts';

const device: MfaDevice = {
  serial: 'arn:aws:iam::111122223333:mfa/alex',
  at: { file: 'config', path: 'config', line: 3 },
};

function spentCodes(spent: string[] = []): SpentCodes {
  return {
    isSpent: async (_, code) => spent.includes(code),
    remember: async (_, code) => {
      spent.push(code);
    },
    forget: async (_, code) => {
      spent.splice(spent.indexOf(code), 1);
    },
  };
}

function commands(output: string): Commands & { readonly runs: (readonly string[])[] } {
  const runs: (readonly string[])[] = [];
  return {
    runs,
    run: async (argv) => {
      runs.push(argv);
      return output;
    },
  };
}

function answers(...texts: (string | undefined)[]) {
  const questions: MfaQuestion[] = [];
  return {
    questions,
    ask: async (question: MfaQuestion) => {
      questions.push(question);
      return texts.shift();
    },
  };
}

const app = (spent: string[] = [], output = '') => ({
  spentCodes: spentCodes(spent),
  commands: commands(output),
  environment: {},
});
const wrong = () => new RoleValetError('MFA_CODE_INVALID', 'wrong', 'again');
const request = { device, baseProfile: 'security', role: 'shop-prod-admin' };

describe('withMfaCode', () => {
  test('a given code is sent once and remembered before it is sent', async () => {
    const spent: string[] = [];
    const sent = await withMfaCode(
      app(spent),
      { ...request, wish: { mfaCode: '012345' } },
      async (code) => {
        expect(spent).toEqual(['012345']);
        return code;
      },
    );
    expect(sent).toBe('012345');
  });

  test('a spent code is never sent', async () => {
    const send = async () => expect.unreachable();
    await expect(
      withMfaCode(app(['012345']), { ...request, wish: { mfaCode: '012345' } }, send),
    ).rejects.toMatchObject({ code: 'MFA_CODE_SPENT', exitCode: 3 });
  });

  test('the person is asked again after a wrong and after a spent code, and told why', async () => {
    const prompt = answers('111111', '111111', '222 222');
    const result = await withMfaCode(app(), { ...request, wish: { prompt } }, async (code) => {
      if (code === '111111') throw wrong();
      return code;
    });
    expect(result).toBe('222222');
    expect(prompt.questions.map(({ previous }) => previous)).toEqual([undefined, 'wrong', 'spent']);
    expect(prompt.questions[0]).toMatchObject({
      serial: device.serial,
      accountId: '111122223333',
      role: 'shop-prod-admin',
      baseProfile: 'security',
    });
  });

  test('it gives up where nobody can be asked, or the answer is a refusal', async () => {
    const send = async () => expect.unreachable();
    for (const wish of [{}, { prompt: answers(undefined) }]) {
      await expect(withMfaCode(app(), { ...request, wish }, send)).rejects.toMatchObject({
        code: 'MFA_REQUIRED',
        exitCode: 3,
      });
    }
  });

  test('it stops asking after a few wrong codes', async () => {
    const prompt = answers('111111', '222222', '333333', '444444', '555555');
    const failing = withMfaCode(app(), { ...request, wish: { prompt } }, async () => {
      throw wrong();
    });
    await expect(failing).rejects.toMatchObject({ code: 'MFA_CODE_INVALID' });
    expect(prompt.questions).toHaveLength(4);
  });

  test('another failure is not a reason for another code', async () => {
    const prompt = answers('111111', '222222');
    const failing = withMfaCode(app(), { ...request, wish: { prompt } }, async () => {
      throw new RoleValetError('STS_ACCESS_DENIED', 'no', 'ask the owner');
    });
    await expect(failing).rejects.toMatchObject({ code: 'STS_ACCESS_DENIED' });
    expect(prompt.questions).toHaveLength(1);
  });

  test('a code that never left this machine is not spent', async () => {
    const spent: string[] = [];
    const failing = withMfaCode(
      app(spent),
      { ...request, wish: { mfaCode: '111111' } },
      async () => {
        throw new RoleValetError('NETWORK_UNREACHABLE', 'no', 'again', { isCodeUnsent: true });
      },
    );
    await expect(failing).rejects.toMatchObject({ code: 'NETWORK_UNREACHABLE' });
    expect(spent).toEqual([]);
  });

  test('mfa_process is run without a shell before the person is asked', async () => {
    const prompt = answers('222222');
    const withProcess = { ...device, process: 'otp "my device"' };
    const host = app([], '111111\n');
    const result = await withMfaCode(
      host,
      { ...request, device: withProcess, wish: { prompt } },
      async (code) => {
        if (code === '111111') throw wrong();
        return code;
      },
    );
    expect(host.commands.runs).toEqual([['otp', 'my device']]);
    expect(result).toBe('222222');
  });
});

test.each(['', '12345', '1234567', 'abcdef', '12345a', '１２３４５６'])('%j is no code', (text) => {
  expect(isCode(text)).toBe(false);
});

test('a mistyped answer is asked again and never sent; nobody to ask ends it', async () => {
  const prompt = answers('12345', 'no', '222222');
  const sent: string[] = [];
  await withMfaCode(app(), { ...request, wish: { prompt } }, async (code) => sent.push(code));
  expect(sent).toEqual(['222222']);
  expect(prompt.questions.map(({ previous }) => previous)).toEqual([
    undefined,
    'malformed',
    'malformed',
  ]);
});
