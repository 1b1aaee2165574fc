import { expect, test } from 'vitest';
import { isTrustedSender, type SenderEvent } from './trusted-sender.ts';

const frame = {
  origin: 'app://role-valet',
  url: 'app://role-valet/index.html',
  parent: null,
  detached: false,
  isDestroyed: () => false,
};

type Frame = NonNullable<SenderEvent['senderFrame']>;

function messageOf(changes: Partial<Frame> = {}): SenderEvent {
  return { sender: { id: 7 }, senderFrame: { ...frame, ...changes } };
}

test('the main frame of our own window is trusted', () => {
  expect(isTrustedSender(messageOf(), 7)).toEqual({ trusted: true });
});

const refused: readonly [string, SenderEvent, number | undefined, string][] = [
  ['a null frame', { sender: { id: 7 }, senderFrame: null }, 7, 'no-frame'],
  ['a sub-frame', messageOf({ parent: frame }), 7, 'sub-frame'],
  ['a frame without a known parent', messageOf({ parent: undefined }), 7, 'sub-frame'],
  ['a destroyed frame', messageOf({ isDestroyed: () => true }), 7, 'destroyed-frame'],
  ['a detached frame', messageOf({ detached: true }), 7, 'destroyed-frame'],
  ['other contents', messageOf(), 8, 'unknown-contents'],
  [
    'nobody, without a window',
    { ...messageOf(), sender: {} as { id: number } },
    undefined,
    'unknown-contents',
  ],
  ['no window', messageOf(), undefined, 'unknown-contents'],
];

test.each(refused)('%s is refused', (_, event, trustedId, reason) => {
  expect(isTrustedSender(event, trustedId)).toEqual({ trusted: false, reason });
});

test.each([
  ['app://other', 'app://other/index.html'],
  ['app://role-valet.evil.test', 'app://role-valet.evil.test/'],
  ['app://role-valet:1', 'app://role-valet:1/'],
  ['https://role-valet', 'https://role-valet/'],
  ['https://evil.test', 'https://evil.test/app://role-valet/'],
  ['app://role-valet', 'about:blank'],
  ['app://role-valet', 'about:srcdoc'],
  ['app://role-valet', 'blob:app://role-valet/1'],
  ['app://role-valet', ''],
  ['null', 'app://role-valet/index.html'],
  ['', 'app://role-valet/index.html'],
  ['null', 'data:text/html,x'],
  ['file://', 'file:///app/index.html'],
])('origin %j with page %j is refused', (origin, url) => {
  expect(isTrustedSender(messageOf({ origin, url }), 7)).toEqual({
    trusted: false,
    reason: 'foreign-origin',
  });
});
