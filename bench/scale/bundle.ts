// Bundles batch-likes as it is deployed, so that a case measures what Lambda runs.

import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { PROJECT_DIR } from '../../command-line/project-dir.ts';

/** Returns a new temporary directory with `index.mjs`, which the caller removes. */
export async function bundleBatchLikes(): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), 'likes-scale-'));
  await build({
    entryPoints: [join(PROJECT_DIR, 'lambdas', 'batch-likes.ts')],
    outfile: join(dir, 'index.mjs'),
    // The same options as in lib/functions/likes-function.ts.
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node24',
    minify: true,
    mainFields: ['module', 'main'],
    banner: { js: "import{createRequire}from'node:module';const require=createRequire(import.meta.url);" },
    logLevel: 'warning',
  });
  return dir;
}
