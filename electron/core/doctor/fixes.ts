import { RoleValetError } from '../../contract/errors.ts';
import { newStrictFaults, strictFaults } from '../aws-config/strict-check.ts';
import type { SharedFileKind } from '../aws-config/types.ts';
import { meaningFix } from './meaning-fixes.ts';
import { type LineFix, lineFix } from './text-fixes.ts';
import type { Finding, Fix, TextFix } from './types.ts';
import type { ExaminedWorld } from './world.ts';
import { replaced } from './world-after.ts';

/** How the finding can be mended; undefined where only the user can know. */
export function fixFor(finding: Finding, world: ExaminedWorld): Fix | undefined {
  const file = finding.at?.file;
  if (file === undefined) return undefined;
  if (finding.code.startsWith('ENCODING_')) {
    return {
      kind: 'encoding',
      description: 'Save the file as UTF-8 without a byte order mark',
      file,
    };
  }
  if (finding.code === 'FILE_MODE_LOOSE') {
    return { kind: 'mode', description: 'Let nobody but you read the file (mode 0600)', file };
  }
  const { lines } = world.files[file];
  const fix = meaningFix(finding, world) ?? lineFix(finding, lines);
  return fix && textFix(fix, file, lines.source.document.text);
}

function textFix(
  { description, replacements }: LineFix,
  file: SharedFileKind,
  examined: string,
): TextFix {
  return {
    kind: 'text',
    description,
    file,
    replacements,
    edit: (text) => {
      if (text !== examined) {
        throw new RoleValetError(
          'EDIT_REFUSED',
          `the ${file} file was changed since it was examined`,
          'Run role-valet doctor again.',
        );
      }
      const result = replaced(text, replacements);
      const [added] = newStrictFaults(strictFaults(text, file), strictFaults(result, file));
      if (added === undefined) return result;
      throw new RoleValetError(
        'EDIT_REFUSED',
        `the AWS CLI would refuse the ${file} file after that: ${added.message} (line ${added.line})`,
        'Nothing was changed. Mend that line by hand.',
      );
    },
  };
}
