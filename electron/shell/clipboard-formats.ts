/** The formats of one clipboard entry, as Electron's `ClipboardItem` takes them. */
export type ClipboardEntry = Readonly<Record<string, string | Blob>>;

/** A Windows DWORD of 0, little-endian. */
const DWORD_ZERO = new Uint8Array(4);

/**
 * A text for the clipboard, marked so that clipboard managers and histories leave it alone where the
 * system has such a mark:
 * - macOS: http://nspasteboard.org (only the type's presence counts; empty data might be dropped);
 * - Windows: https://learn.microsoft.com/windows/win32/dataxchg/clipboard-formats#cloud-clipboard-and-clipboard-history-formats;
 * - Linux: the hint that KDE's Klipper, CopyQ and others look for.
 */
export function secretEntry(text: string, platform: NodeJS.Platform): ClipboardEntry {
  return { 'text/plain': text, ...secretMarks(platform) };
}

function secretMarks(platform: NodeJS.Platform): ClipboardEntry {
  switch (platform) {
    case 'darwin':
      return {
        [systemFormat('org.nspasteboard.ConcealedType')]: '1',
        [systemFormat('org.nspasteboard.TransientType')]: '1',
      };
    case 'win32':
      return {
        [systemFormat('ExcludeClipboardContentFromMonitorProcessing')]: new Blob([DWORD_ZERO]),
        [systemFormat('CanIncludeInClipboardHistory')]: new Blob([DWORD_ZERO]),
        [systemFormat('CanUploadToCloudClipboard')]: new Blob([DWORD_ZERO]),
      };
    default:
      return { [systemFormat('x-kde-passwordManagerHint')]: 'secret' };
  }
}

/** Electron 45's name for a format of the platform itself. */
function systemFormat(name: string): string {
  return `electron application/osclipboard;format="${name}"`;
}
