// `npm start`: synthesizes the app and runs what it declares on this machine.

import { rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { startLocalCloud } from '../../local/cloud.ts';
import { type Command, readOptions, USAGE } from './options.ts';
import { explainFailure } from '../../local/explain-failure.ts';
import { listenOnLoopback } from '../../local/listen-on-loopback.ts';
import { onStopSignal, type StopSignal } from '../../command-line/stop-signal.ts';
import { synthesize } from '../../local/synthesize.ts';
import { makeWelcome } from './welcome.ts';

const projectDir = join(import.meta.dirname, '..', '..');

async function run({ port, context, ...options }: Command, { signal, requested }: StopSignal) {
  const startedAt = performance.now();
  const log = (line: string) =>
    console.log(`${((performance.now() - startedAt) / 1_000).toFixed(1)} s  ${line}`);

  // A taken port is said now rather than after the seconds of a start.
  await listenOnLoopback(createServer(), port).then((probe) => probe.close());
  log('synthesizing the app');
  const assemblyDir = await synthesize({ projectDir, context, signal });
  try {
    const cloud = await startLocalCloud({ ...options, assemblyDir, port, log });
    if (!signal.aborted) console.log(makeWelcome(cloud.url));
    await requested;
    log('stopping');
    await cloud.close();
  } finally {
    await rm(assemblyDir, { recursive: true, force: true });
  }
}

const stop = onStopSignal();
try {
  const command = readOptions(process.argv.slice(2), process.cwd());
  if (command === 'help') console.log(USAGE);
  else await run(command, stop);
  process.exitCode = 0;
} catch (error) {
  if (!stop.signal.aborted) {
    console.error(explainFailure(error));
    process.exitCode = 2;
  }
}
// Nothing may outlive the command, whatever a part left open.
process.exit();
