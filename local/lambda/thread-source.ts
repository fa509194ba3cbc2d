// Builds the code of an execution environment's thread as plain JavaScript. A thread that runs TypeScript would load a
// compiler of its own, which costs each environment 12 MB and a third of its cold start.

import { join } from 'node:path';
import { buildSync, stop } from 'esbuild';

let source: string | undefined;

/** Returns the source for `new Worker(source, { eval: true })`. */
export function threadSource(): string {
  source ??= build();
  return source;
}

function build(): string {
  const [built] = buildSync({
    entryPoints: [join(import.meta.dirname, 'environment-thread.ts')],
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: `node${process.versions.node}`,
    write: false,
  }).outputFiles;
  // Otherwise esbuild keeps a thread and a process of its own.
  void stop();
  return built?.text ?? '';
}
