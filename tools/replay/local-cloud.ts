// The local cloud for one run, where no address of an API was given.

import { rm } from 'node:fs/promises';
import { startLocalCloud } from '../../local/cloud.ts';
import { synthesize } from '../../local/synthesize.ts';
import { PROJECT_DIR } from '../project-dir.ts';

interface LocalApiOptions {
  readonly dataDir: string | undefined;
  readonly shards: string | undefined;
  readonly scenario: string | undefined;
}

/** On a free port. */
export async function startLocalApi({ dataDir, shards, scenario }: LocalApiOptions) {
  const context = { ...(shards !== undefined && { shards }), ...(scenario !== undefined && { scenario }) };
  const assemblyDir = await synthesize({ projectDir: PROJECT_DIR, context });
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
