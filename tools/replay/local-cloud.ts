// The local cloud for one run, where no address of an API was given.

import { rm } from 'node:fs/promises';
import { startLocalCloud } from '../../local/cloud.ts';
import { explainUserError } from '../../local/explain-failure.ts';
import { synthesize } from '../../local/synthesize.ts';
import { UsageError } from '../../command-line/usage-error.ts';
import { PROJECT_DIR } from '../../command-line/project-dir.ts';

interface LocalApiOptions {
  readonly dataDir: string | undefined;
  readonly shards: string | undefined;
  readonly scenario: string | undefined;
  readonly signal: AbortSignal;
}

/** On a free port. Rejects with a UsageError for what the user can put right, and with the signal's reason. */
export async function startLocalApi(options: LocalApiOptions) {
  try {
    return await start(options);
  } catch (error) {
    options.signal.throwIfAborted();
    const line = error instanceof Error ? explainUserError(error) : undefined;
    throw line === undefined ? error : new UsageError(line, { cause: error });
  }
}

async function start({ dataDir, shards, scenario, signal }: LocalApiOptions) {
  const context = { ...(shards !== undefined && { shards }), ...(scenario !== undefined && { scenario }) };
  const assemblyDir = await synthesize({ projectDir: PROJECT_DIR, context, signal });
  const removeAssembly = () => rm(assemblyDir, { recursive: true, force: true });
  try {
    const cloud = await startLocalCloud({ assemblyDir, port: 0, dataDir });
    return {
      ...cloud,
      async close() {
        await cloud.close();
        await removeAssembly();
      },
    };
  } catch (error) {
    await removeAssembly();
    throw error;
  }
}
