import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { PracticeHome } from './practice-home.ts';
import { awsWrapperText, programText, windowsProgramText } from './practice-shell.ts';

/**
 * Puts programs into the home's `bin` folder: `role-valet`, which runs `command` (the program and its
 * first arguments), and a stand-in for `aws` (not on Windows, where the AWS CLI's installer brings a
 * version that needs none). Throws the file system's own errors.
 */
export async function addPracticePrograms(
  home: Pick<PracticeHome, 'binPath' | 'environment'>,
  command: readonly string[],
): Promise<void> {
  const { binPath, environment } = home;
  if (process.platform === 'win32') {
    await writeFile(join(binPath, 'role-valet.cmd'), windowsProgramText(command));
    return;
  }
  const stsUrl = environment.AWS_ENDPOINT_URL_STS ?? '';
  await writeFile(join(binPath, 'role-valet'), programText(command), { mode: 0o700 });
  await writeFile(join(binPath, 'aws'), awsWrapperText(binPath, stsUrl), { mode: 0o700 });
}
