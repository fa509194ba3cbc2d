// Describes where and with what a result was measured. Without that, a figure says nothing.

import { readFileSync } from 'node:fs';
import { availableParallelism, cpus, release, totalmem, type } from 'node:os';
import { join } from 'node:path';
import { PROJECT_DIR } from '../command-line/project-dir.ts';

const PACKAGES = ['dynalite', 'fauxqs', '@aws-sdk/client-dynamodb', '@aws-sdk/client-kinesis', 'undici'];

export interface Machine {
  readonly cpu: string;
  readonly cores: number;
  readonly memoryGiB: number;
  readonly system: string;
  readonly node: string;
  /** The version of each package. */
  readonly packages: Readonly<Record<string, string>>;
}

export function describeMachine(): Machine {
  return {
    cpu: cpus()[0]?.model.trim() ?? 'unknown',
    cores: availableParallelism(),
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    system: `${type()} ${release()}`,
    node: process.version,
    packages: Object.fromEntries(PACKAGES.map((name) => [name, readVersion(name)])),
  };
}

export function readVersion(name: string): string {
  const file = join(PROJECT_DIR, 'node_modules', name, 'package.json');
  return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version;
}
