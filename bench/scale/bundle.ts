// Bundles batch-likes as it is deployed, so that a case measures what Lambda runs.

import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PROJECT_DIR } from '../../command-line/project-dir.ts';
import { bundleFunction } from '../bundle-function.ts';

/** Returns a new temporary directory with `index.mjs`, which the caller removes. */
export async function bundleBatchLikes(): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), 'likes-scale-'));
  await bundleFunction(join(PROJECT_DIR, 'lambdas', 'batch-likes.ts'), join(dir, 'index.mjs'));
  return dir;
}
