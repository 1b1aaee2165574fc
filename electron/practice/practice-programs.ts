import { writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import type { PracticeHome } from './practice-home.ts';

/**
 * Puts two programs where a practice shell finds them first: `role-valet`, and `aws`, which sends
 * STS calls to the practice STS even where the AWS CLI is too old to know AWS_ENDPOINT_URL_STS
 * (2.9 is). Other services are left alone. POSIX shells only.
 */
export async function addPracticePrograms(
  home: PracticeHome,
  roleValetCommand: readonly string[],
): Promise<void> {
  await writeProgram(home, 'role-valet', `exec ${roleValetCommand.map(quote).join(' ')} "$@"\n`);
  await writeProgram(home, 'aws', awsWrapper(home.binPath));
}

/** Finds the next `aws` on the path and adds the endpoint where an argument is the service `sts`. */
function awsWrapper(binPath: string): string {
  return `PATH=$(printf %s "$PATH" | tr '${delimiter}' '\\n' | grep -vxF ${quote(binPath)} | tr '\\n' '${delimiter}')
for word in "$@"; do
  if [ "$word" = sts ]; then
    exec aws --endpoint-url "$AWS_ENDPOINT_URL_STS" "$@"
  fi
done
exec aws "$@"
`;
}

async function writeProgram(home: PracticeHome, name: string, body: string): Promise<void> {
  await writeFile(join(home.binPath, name), `#!/bin/sh\n${body}`, { mode: 0o755 });
}

function quote(word: string): string {
  return `'${word.replaceAll("'", "'\\''")}'`;
}
