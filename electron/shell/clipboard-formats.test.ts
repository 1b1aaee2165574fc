import { expect, test } from 'vitest';
import { type ClipboardEntry, secretEntry } from './clipboard-formats.ts';

const TEXT = "export AWS_SESSION_TOKEN='example'\n";

async function payloads(entry: ClipboardEntry): Promise<Record<string, string | number[]>> {
  const read = async (value: string | Blob) =>
    typeof value === 'string' ? value : [...(await value.bytes())];
  return Object.fromEntries(
    await Promise.all(
      Object.entries(entry).map(async ([type, value]) => [type, await read(value)] as const),
    ),
  );
}

test('macOS: concealed and transient', async () => {
  expect(await payloads(secretEntry(TEXT, 'darwin'))).toEqual({
    'text/plain': TEXT,
    'electron application/osclipboard;format="org.nspasteboard.ConcealedType"': '1',
    'electron application/osclipboard;format="org.nspasteboard.TransientType"': '1',
  });
});

test('Windows: out of monitors, history and cloud, each a DWORD of 0', async () => {
  const zero = [0, 0, 0, 0];
  expect(await payloads(secretEntry(TEXT, 'win32'))).toEqual({
    'text/plain': TEXT,
    'electron application/osclipboard;format="ExcludeClipboardContentFromMonitorProcessing"': zero,
    'electron application/osclipboard;format="CanIncludeInClipboardHistory"': zero,
    'electron application/osclipboard;format="CanUploadToCloudClipboard"': zero,
  });
});

test("Linux: the password managers' hint", async () => {
  expect(await payloads(secretEntry(TEXT, 'linux'))).toEqual({
    'text/plain': TEXT,
    'electron application/osclipboard;format="x-kde-passwordManagerHint"': 'secret',
  });
});
