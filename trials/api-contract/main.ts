// npm run contract: the local cloud answers what its OpenAPI document says.

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCommand } from '../../command-line/run-command.ts';
import { runApp } from '../../local/run-app.ts';
import { makePythonEnvironment } from '../deploy-check/python-environment.ts';
import { type ContractOptions, HELP, readOptions } from './options.ts';
import { NotCheckedError, runSchemathesis } from './schemathesis.ts';
import { UNLIMITED_CONTEXT } from '../../scenarios/people.ts';

const PYTHON = {
  versions: '3.11 or newer',
  condition: 'sys.version_info >= (3, 11)',
  installHint: 'apt-get install python3 python3-venv',
};

await runCommand({ name: 'contract', help: HELP, readOptions, run, failures: [NotCheckedError] });

async function run(options: ContractOptions, signal: AbortSignal): Promise<number> {
  const { python, seed, seconds } = options;
  const workDir = await mkdtemp(join(tmpdir(), 'likes-contract-'));
  const say = (line: string) => console.error(line);
  try {
    const bin = await makePythonEnvironment({
      python: { ...PYTHON, commands: [python] },
      requirementsFile: join(import.meta.dirname, 'requirements.txt'),
      logFile: join(workDir, 'python.log'),
      signal,
      say,
    });
    say('starting the local cloud');
    const cloud = await runApp({ context: { ...UNLIMITED_CONTEXT, shards: '1' }, signal });
    try {
      const holds = await runSchemathesis({ bin, url: cloud.url, workDir, seed, seconds, signal });
      if (holds) return 0;
      say(`To see it again: npm run contract -- --seed ${seed} --seconds ${seconds}`);
      return 1;
    } finally {
      await cloud.close();
    }
  } finally {
    await rm(workDir, { recursive: true, force: true });
  }
}
