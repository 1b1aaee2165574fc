import { indentOf } from '../aws-config/ini-lines.ts';
import { isSecretName, redact } from '../redact.ts';

/** Characters that would move the cursor or colour the screen, if a file holds them. */
const CONTROLS = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g;

/**
 * Lines of a shared file as they may be shown: without line breaks, secrets hidden, key ids shortened.
 * What continues a secret below its own line is hidden too.
 */
export function maskLines(lines: readonly string[]): string[] {
  let indentOfSecret: number | undefined;
  return lines.map((line) => {
    const content = line.replace(/[\r\n]+$/, '');
    const indent = indentOf(content);
    if (indentOfSecret !== undefined && indent > indentOfSecret && content.trim() !== '') {
      return `${content.slice(0, indent)}[hidden]`;
    }
    const [, start = '', key = ''] = /^(\s*([^=:]+?)\s*[=:]\s*)\S/.exec(content) ?? [];
    const isSecret = key !== '' && isSecretName(key);
    if (content.trim() !== '') indentOfSecret = isSecret ? indent : undefined;
    return (isSecret ? `${start}[hidden]` : redact(content)).replace(CONTROLS, '\ufffd');
  });
}
