import { randomBytes } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { ClipboardKeeper } from './clipboard.ts';
import { FakeClipboard, fakeItem } from './testing/fake-clipboard.ts';
import { manualClock, settle } from './testing/manual-clock.ts';
import { lineLogger, memoryMark } from './testing/memory-mark.ts';

const SECRET = "export AWS_SECRET_ACCESS_KEY='wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY'\n";

function setUp(platform: NodeJS.Platform = 'linux') {
  const selection = new FakeClipboard();
  const clipboard = Object.assign(new FakeClipboard(), { selection });
  const clock = manualClock();
  const mark = memoryMark();
  const logger = lineLogger();
  const options = { clipboard, makeItem: fakeItem, platform, clock, mark, logger };
  const start = () => new ClipboardKeeper({ ...options, random: { bytes: randomBytes } });
  return { clipboard, selection, clock, mark, logger, start, keeper: start() };
}

describe('copying', () => {
  test('a secret is one atomic write with its marks, remembered by a hash alone', async () => {
    const { clipboard, selection, keeper, mark } = setUp('win32');
    await keeper.copySecret(SECRET, 45);
    expect(clipboard.text).toBe(SECRET);
    expect(clipboard.writes).toBe(1);
    expect(clipboard.types).toHaveLength(4);
    expect(selection.writes).toBe(0);
    expect(keeper.hasSecret).toBe(true);
    expect(mark.secret).toBeDefined();
    expect(JSON.stringify(mark.secret)).not.toContain('wJalr');
  });

  test('two copies of one text share neither salt nor digest', async () => {
    const { keeper, mark } = setUp();
    await keeper.copySecret(SECRET, 45);
    const first = mark.secret;
    await keeper.copySecret(SECRET, 45);
    expect(mark.secret?.salt).not.toBe(first?.salt);
    expect(mark.secret?.digest).not.toBe(first?.digest);
  });

  test('where the marks are refused the text is copied plainly, told and still cleared', async () => {
    const { clipboard, keeper, logger, clock } = setUp();
    clipboard.failing.add('write');
    await keeper.copySecret(SECRET, 45);
    expect(clipboard.text).toBe(SECRET);
    expect(logger.lines.join()).toContain('without the marks');
    await clock.advance(45_000);
    expect(clipboard.text).toBe('');
  });

  test.each(['failing', 'hanging'] as const)(
    '%s calls reach the caller as an error',
    async (how) => {
      const { clipboard, keeper, mark, clock, logger } = setUp();
      clipboard[how].add('write').add('writeText');
      const copied = keeper.copySecret(SECRET, 45).catch((error: unknown) => error);
      await clock.advance(5_000);
      const error = await copied;
      expect(error).toMatchObject({
        code: 'CLIPBOARD_FAILED',
        message: expect.stringContaining('clipboard'),
      });
      expect(keeper.hasSecret).toBe(false);
      expect(mark.secret).toBeUndefined();
      expect(logger.lines.join()).not.toContain('wJalr');
    },
  );

  test('an older secret is still known after a copy that failed', async () => {
    const { clipboard, keeper, mark, clock } = setUp();
    await keeper.copySecret(SECRET, 45);
    const older = mark.secret;
    clipboard.failing.add('write').add('writeText');
    await expect(keeper.copySecret('another', 45)).rejects.toThrow('could not be written');
    expect(mark.secret).toEqual(older);
    await clock.advance(45_000);
    expect(clipboard.text).toBe('');
  });

  test('a note that cannot be kept stops no copy', async () => {
    const { clipboard, keeper, mark, logger } = setUp();
    mark.write = async () => {
      throw new Error('the disk is full');
    };
    await keeper.copySecret(SECRET, 45);
    expect(clipboard.text).toBe(SECRET);
    expect(logger.lines.join()).toContain('the disk is full');
  });

  test('a plain text replaces a secret, has no marks and stays', async () => {
    const { clipboard, keeper, mark, clock } = setUp('darwin');
    await keeper.copySecret(SECRET, 45);
    await keeper.copyPlain('111122223333');
    expect(clipboard.types).toEqual(['text/plain']);
    expect(keeper.hasSecret).toBe(false);
    expect(mark.secret).toBeUndefined();
    await clock.advance(600_000);
    expect(clipboard.text).toBe('111122223333');
  });
});

describe('clearing', () => {
  test('after its seconds, not before', async () => {
    const { clipboard, keeper, mark, clock } = setUp();
    await keeper.copySecret(SECRET, 45);
    await clock.advance(44_999);
    expect(clipboard.text).toBe(SECRET);
    await clock.advance(1);
    expect(clipboard.text).toBe('');
    expect(keeper.hasSecret).toBe(false);
    expect(mark.secret).toBeUndefined();
  });

  test('0 seconds leave it, at a lock and at the end too', async () => {
    const { clipboard, keeper, clock, mark } = setUp();
    await keeper.copySecret(SECRET, 0);
    await clock.advance(1_000_000);
    expect(await keeper.clearIfOurs()).toBe(false);
    expect(clipboard.text).toBe(SECRET);
    expect(mark.secret).toBeUndefined();
  });

  test('what the user copied later is not touched', async () => {
    const { clipboard, keeper, clock, mark } = setUp();
    await keeper.copySecret(SECRET, 45);
    clipboard.text = 'a shopping list';
    expect(await keeper.clearIfOurs()).toBe(false);
    await clock.advance(100_000);
    expect(clipboard.text).toBe('a shopping list');
    expect(clipboard.clears).toBe(0);
    expect(mark.secret).toBeUndefined();
  });

  test('a newer secret has its own time', async () => {
    const { clipboard, keeper, clock } = setUp();
    await keeper.copySecret(SECRET, 45);
    await clock.advance(40_000);
    await keeper.copySecret('newer', 45);
    await clock.advance(40_000);
    expect(clipboard.text).toBe('newer');
    await clock.advance(5_000);
    expect(clipboard.text).toBe('');
  });

  test('after sleep at once, where it became due meanwhile', async () => {
    const { clipboard, keeper, clock } = setUp();
    await keeper.copySecret(SECRET, 45);
    clock.suspend(44_000);
    await keeper.checkNow();
    expect(clipboard.text).toBe(SECRET);
    clock.suspend(1_000);
    await keeper.checkNow();
    expect(clipboard.text).toBe('');
  });

  test('soon after sleep, even where nobody tells of the wake', async () => {
    const { clipboard, keeper, clock } = setUp();
    await keeper.copySecret(SECRET, 600);
    clock.suspend(3_600_000);
    await clock.advance(10_000);
    expect(clipboard.text).toBe('');
  });

  test('in time where the clock is set back', async () => {
    const { clipboard, keeper, clock } = setUp();
    await keeper.copySecret(SECRET, 45);
    clock.set(clock.now() - 86_400_000);
    await clock.advance(45_000);
    expect(clipboard.text).toBe('');
  });

  test('CRLF and a lost last line end are still our text', async () => {
    const { clipboard, keeper } = setUp('win32');
    await keeper.copySecret('one\ntwo\n', 45);
    clipboard.text = 'one\r\ntwo';
    expect(await keeper.clearIfOurs()).toBe(true);
    expect(clipboard.text).toBe('');
  });

  test('the primary selection is cleared where it holds our text, and left alone otherwise', async () => {
    const { selection, keeper } = setUp();
    await keeper.copySecret(SECRET, 45);
    selection.text = SECRET.trimEnd();
    expect(await keeper.clearIfOurs()).toBe(true);
    expect(selection.text).toBe('');
    await keeper.copySecret(SECRET, 45);
    selection.text = 'selected by the user';
    await keeper.clearIfOurs();
    expect(selection.text).toBe('selected by the user');
    expect(selection.writes).toBe(0);
  });

  test('no primary selection is looked for elsewhere, and its failure stops nothing', async () => {
    const mac = setUp('darwin');
    mac.selection.text = SECRET;
    await mac.keeper.copySecret(SECRET, 45);
    await mac.keeper.clearIfOurs();
    expect(mac.selection.text).toBe(SECRET);
    const linux = setUp();
    linux.selection.failing.add('readText');
    await linux.keeper.copySecret(SECRET, 45);
    expect(await linux.keeper.clearIfOurs()).toBe(true);
  });

  test('a clear that is ignored is noticed; another text takes its place', async () => {
    const { clipboard, keeper } = setUp();
    await keeper.copySecret(SECRET, 45);
    clipboard.ignoresClear = true;
    expect(await keeper.clearIfOurs()).toBe(true);
    expect(clipboard.text).toBe('');
  });

  test('where that fails too it says so and keeps the note', async () => {
    const { clipboard, keeper, mark } = setUp();
    await keeper.copySecret(SECRET, 45);
    clipboard.ignoresClear = true;
    clipboard.failing.add('writeText');
    await expect(keeper.clearIfOurs()).rejects.toThrow('writeText failed');
    expect(keeper.hasSecret).toBe(true);
    expect(mark.secret).toBeDefined();
  });

  test('a reading that fails is tried again, five times at most', async () => {
    const { clipboard, keeper, clock, logger } = setUp();
    await keeper.copySecret(SECRET, 45);
    clipboard.failing.add('readText');
    await clock.advance(60_000);
    expect(clipboard.text).toBe(SECRET);
    clipboard.failing.clear();
    await clock.advance(20_000);
    expect(clipboard.text).toBe('');
    await keeper.copySecret(SECRET, 45);
    clipboard.failing.add('readText');
    const before = logger.lines.length;
    await clock.advance(3_600_000);
    expect(logger.lines.length - before).toBe(6);
    expect(logger.lines.at(-1)).toContain('next start');
  });

  test('a clipboard that hangs blocks neither the end nor the next copy', async () => {
    const { clipboard, keeper, clock } = setUp();
    await keeper.copySecret(SECRET, 45);
    clipboard.hanging.add('readText');
    const cleared = keeper.clearIfOurs().catch((error: unknown) => error);
    await settle();
    const copied = keeper.copySecret('newer', 45);
    await clock.advance(2_000);
    expect(await cleared).toMatchObject({ code: 'CLIPBOARD_FAILED' });
    await copied;
    expect(clipboard.text).toBe('newer');
  });
});

describe('the next start', () => {
  test('clears what a killed run left, due or not', async () => {
    const { clipboard, keeper, start, mark } = setUp();
    await keeper.copySecret(SECRET, 600);
    const next = start();
    await next.sweep();
    expect(clipboard.text).toBe('');
    expect(mark.secret).toBeUndefined();
    expect(next.hasSecret).toBe(false);
  });

  test('leaves what the user copied since, and a second sweep does nothing', async () => {
    const { clipboard, keeper, start, mark } = setUp();
    await keeper.copySecret(SECRET, 600);
    clipboard.text = 'of the user';
    const next = start();
    await next.sweep();
    await next.sweep();
    expect(clipboard.text).toBe('of the user');
    expect(mark.secret).toBeUndefined();
  });

  test('keeps the note and goes on where the clipboard cannot be read', async () => {
    const { clipboard, keeper, start, mark, logger } = setUp();
    await keeper.copySecret(SECRET, 600);
    clipboard.failing.add('readText');
    await start().sweep();
    expect(mark.secret).toBeDefined();
    expect(logger.lines.join()).toContain('could not be cleared');
  });
});
