import { RoleValetError } from '../../../contract/errors.ts';
import type { FileState } from '../../ports.ts';
import { checkEdit } from './check-edit.ts';
import type { CredentialsFileContext } from './context.ts';
import { setInFile } from './file-edit.ts';
import { editableFile } from './file-text.ts';
import { headerLines, onlyWindow, sectionIn } from './only-section.ts';
import { isOurKey, type OwnedTarget } from './ownership.ts';
import { regionChange, regionInConfig } from './region-rule.ts';
import { propertyValue } from './section-text.ts';
import { checkTarget, longTermKeyError } from './target-rules.ts';
import { STALE_KEYS, sectionCredentials, trioProperties } from './trio-properties.ts';
import type { WriteTargetRequest } from './write-target.ts';
import { WrittenVersion } from './written-version.ts';

/** All that a write will do, decided and checked before anything is touched. */
export interface EditPlan {
  /** The new file, in parts. */
  readonly parts: readonly Uint8Array[];
  readonly version: WrittenVersion;
  readonly created: boolean;
  readonly record: OwnedTarget;
  readonly previousRecord: OwnedTarget | undefined;
  readonly previousOwner: string | undefined;
  /** Set where the journal keeps the old file: not where a trio of ours gives way to the next. */
  readonly journalReason: string | undefined;
  readonly notices: readonly string[];
}

/**
 * Plans the write of `request` into the file as `state` has it; `owned` is the section's record.
 * Throws TARGET_TAKEN_OVER, LONG_TERM_KEY_IN_TARGET, TARGET_REFUSED, EDIT_REFUSED or
 * VALUE_UNREPRESENTABLE.
 */
export async function planEdit(
  context: Pick<CredentialsFileContext, 'files' | 'clock'>,
  request: WriteTargetRequest,
  state: FileState,
  owned: OwnedTarget | undefined,
): Promise<EditPlan> {
  const { target, role, credentials } = request;
  const { bytes, hadByteOrderMark } = editableFile(state);
  const window = onlyWindow(bytes, target, state.path);
  const section = sectionIn(window, target);
  const { accessKeyId, isLongTerm } = sectionCredentials(section);
  const isOurs = owned !== undefined && isOurKey(owned, accessKeyId);
  if (request.isRenewal === true) {
    if (!isOurs || owned.role !== role) throw takenOver(target, role, owned, isOurs);
    checkTarget(request.config, target, role);
  }
  if (isLongTerm && section !== undefined) {
    const [line = 1] = headerLines(bytes, target);
    throw longTermKeyError(target, { path: state.path, line });
  }

  const replacesForeign = accessKeyId !== undefined && !isOurs;
  const region = regionChange({
    wanted: request.region,
    fromConfig: await regionInConfig(context.files, request.config, target),
    inSection: propertyValue(section, 'region'),
    written: isOurs ? owned.region : undefined,
    replacesForeign,
  });
  const written = region.action === 'set' ? region.region : undefined;
  const values = trioProperties(credentials, written);
  const absent = new Set([...STALE_KEYS, ...(region.action === 'remove' ? ['region'] : [])]);
  const edit = setInFile(bytes, window, target, values, absent);
  checkEdit(edit.before, edit.after, { path: state.path, target, values, absent });

  // A section that we create takes nothing from anybody, and `stop` takes it away again.
  const isWorthKeeping = !isOurs && (!edit.created || hadByteOrderMark) && state.bytes.length > 0;
  const notices: string[] = [];
  if (hadByteOrderMark) notices.push(byteOrderMarkNotice(state.path));
  if (replacesForeign) notices.push(foreignNotice(target));
  return {
    parts: edit.parts,
    version: new WrittenVersion(bytes, edit.parts),
    created: edit.created,
    record: {
      target,
      role,
      credentialsPath: state.realPath,
      accessKeyId: credentials.accessKeyId,
      ...(isOurs && accessKeyId !== undefined ? { previousAccessKeyId: accessKeyId } : {}),
      expiration: credentials.expiration,
      writtenAt: context.clock.now(),
      createdSection: edit.created || (isOurs && owned.createdSection),
      addedBefore: !edit.created && isOurs ? owned.addedBefore : edit.addedBefore,
      ...(written === undefined ? {} : { region: written }),
      fileBytes: edit.parts.reduce((sum, part) => sum + part.length, 0),
    },
    previousRecord: owned,
    previousOwner: isOurs && owned.role !== role ? owned.role : undefined,
    journalReason: isWorthKeeping ? `Wrote a session of ${role} to [${target}]` : undefined,
    notices,
  };
}

function takenOver(
  target: string,
  role: string,
  owned: OwnedTarget | undefined,
  isOurs: boolean,
): RoleValetError {
  const why =
    isOurs && owned !== undefined
      ? `the role "${owned.role}" owns it now`
      : 'the section was removed, or another program wrote to it';
  return new RoleValetError(
    'TARGET_TAKEN_OVER',
    `"${target}" was not renewed for "${role}": ${why}`,
    `Write it again to take it back: role-valet write ${role} --target ${target}`,
  );
}

function byteOrderMarkNotice(path: string): string {
  return `Removed the byte order mark at the start of ${path}: with it the AWS CLI cannot read the file`;
}

function foreignNotice(target: string): string {
  return `[${target}] held temporary credentials of another program; they were replaced, and an undo puts them back`;
}
