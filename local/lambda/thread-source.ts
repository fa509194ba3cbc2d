// The code of an execution environment's thread in plain JavaScript. A thread that runs TypeScript loads a compiler of its own:
// 12 MB, and a third of a cold start, for each environment.

import { join } from 'node:path';
import { buildSync } from 'esbuild';

let source: string | undefined;

/** For `new Worker(source, { eval: true })`. */
export function threadSource(): string {
  source ??= buildSync({
    entryPoints: [join(import.meta.dirname, 'environment-thread.ts')],
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: `node${process.versions.node}`,
    write: false,
  }).outputFiles[0]?.text;
  return source ?? '';
}
