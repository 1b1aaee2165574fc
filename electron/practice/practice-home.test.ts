import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { systemRandom } from '../node/random.ts';
import { practiceConfigText } from './practice-files.ts';
import { preparePracticeHome } from './practice-home.ts';
import { sampleOrganisation } from './sample-organisation.ts';

const organisation = sampleOrganisation(systemRandom());

test('a folder for nobody else, with a config file and without any key', async () => {
  const home = await preparePracticeHome({ organisation, stsUrl: 'http://127.0.0.1:9' });
  try {
    expect((await stat(home.folder)).mode & 0o777).toBe(0o700);
    expect((await stat(home.configPath)).mode & 0o777).toBe(0o600);
    expect(await readFile(home.configPath, 'utf8')).toBe(
      practiceConfigText(organisation, 'eu-west-1'),
    );
    expect(existsSync(home.credentialsPath)).toBe(false);
    expect(await readdir(home.binPath)).toEqual([]);
    expect(home.environment).toEqual({
      ROLE_VALET_HOME: home.homePath,
      AWS_CONFIG_FILE: home.configPath,
      AWS_SHARED_CREDENTIALS_FILE: home.credentialsPath,
      AWS_ENDPOINT_URL_STS: 'http://127.0.0.1:9',
      AWS_ENDPOINT_URL_IAM: 'http://127.0.0.1:9',
      AWS_ENDPOINT_URL_SIGNIN: 'http://127.0.0.1:9',
      AWS_EC2_METADATA_DISABLED: 'true',
    });
    for (const name of home.unset) {
      expect(home.environment).not.toHaveProperty(name);
    }
  } finally {
    await home.remove();
  }
  expect(existsSync(home.folder)).toBe(false);
  await home.remove();
});

test('what cannot be made leaves nothing behind', async () => {
  const parentPath = await mkdtemp(join(tmpdir(), 'role-valet-parent-'));
  try {
    const blocked = { ...organisation, profiles: undefined as never };
    await expect(
      preparePracticeHome({ organisation: blocked, stsUrl: 'http://127.0.0.1:9', parentPath }),
    ).rejects.toThrow(TypeError);
    expect(await readdir(parentPath)).toEqual([]);
    await mkdir(join(parentPath, 'kept'));
    await writeFile(join(parentPath, 'kept', 'file'), '');
    const home = await preparePracticeHome({
      organisation,
      stsUrl: 'http://127.0.0.1:9',
      parentPath,
    });
    await home.remove();
    expect(await readdir(parentPath)).toEqual(['kept']);
  } finally {
    await rm(parentPath, { recursive: true });
  }
});
