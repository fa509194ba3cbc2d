// Finds the Java that runs DynamoDB Local, which is LocalStack's DynamoDB.

import { accessSync, constants, realpathSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { UsageError } from '../../../command-line/usage-error.ts';
import { runProcess } from '../run-process.ts';

const OLDEST = 17;
const INSTALL_HINT = 'on Debian: apt-get install default-jre-headless';

/** Returns the file of the command. Throws a UsageError when there is no Java, or when it is too old. */
export async function findJava(
  env: NodeJS.ProcessEnv,
  logFile: string,
  signal: AbortSignal,
): Promise<string> {
  const { JAVA_HOME, PATH = '' } = env;
  const dirs = [...(JAVA_HOME ? [join(JAVA_HOME, 'bin')] : []), ...PATH.split(delimiter)];
  const java = dirs.map((dir) => join(dir, 'java')).find(isExecutable);
  if (java === undefined) throw new UsageError(`there is no java for DynamoDB Local (${INSTALL_HINT})`);
  const { output } = await runProcess(java, ['-version'], { env, logFile, signal });
  const version = /version "(\d+)/.exec(output)?.[1];
  if (Number(version) >= OLDEST) return realpathSync(java);
  throw new UsageError(
    `${java} is Java ${version ?? 'of no known version'}: DynamoDB Local takes ${OLDEST} or newer (${INSTALL_HINT})`,
  );
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
