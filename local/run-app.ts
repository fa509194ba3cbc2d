// Synthesizes, starts and stops the app on this machine, for all commands and tests that need it.

import { rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { PROJECT_DIR } from '../command-line/project-dir.ts';
import { UsageError } from '../command-line/usage-error.ts';
import { type LocalCloud, type LocalCloudOptions, startLocalCloud } from './cloud.ts';
import { lockDataDir } from './data-dir.ts';
import { explainFailure } from './explain-failure.ts';
import { listenOnLoopback } from './listen-on-loopback.ts';
import { type Context, synthesize, type SynthesizeOptions } from './synthesize.ts';

interface SynthesizeAppOptions {
  /** Each entry is a `-c key=value` of the CDK. */
  readonly context?: Context | undefined;
  readonly env?: SynthesizeOptions['env'];
  readonly signal?: AbortSignal | undefined;
}

export interface RunAppOptions extends SynthesizeAppOptions, Omit<LocalCloudOptions, 'assemblyDir'> {}

export interface AppAssembly {
  /** The assembly is in this temporary directory. */
  readonly dir: string;
  readonly remove: () => Promise<void>;
}

/** Synthesizes the app without starting it. It rejects as `runApp` does. */
export async function synthesizeApp(options: SynthesizeAppOptions = {}): Promise<AppAssembly> {
  return explained(options.signal, () => makeAssembly(options));
}

/**
 * Starts the app. `close` of the cloud also removes the assembly. Rejects with a UsageError for what the user can put right,
 * and with the signal's reason once the signal is aborted. A start that rejects leaves nothing behind.
 */
export async function runApp(options: RunAppOptions = {}): Promise<LocalCloud> {
  return explained(options.signal, () => start(options));
}

async function makeAssembly({ context = {}, env, signal }: SynthesizeAppOptions): Promise<AppAssembly> {
  const dir = await synthesize({ projectDir: PROJECT_DIR, context, env, signal });
  return { dir, remove: () => rm(dir, { recursive: true, force: true }) };
}

async function start({ context, env, signal, ...cloudOptions }: RunAppOptions): Promise<LocalCloud> {
  const { port = 0, dataDir, log } = cloudOptions;
  // Reports what is taken now rather than after the seconds that a start takes.
  await listenOnLoopback(createServer(), port).then((probe) => probe.close());
  if (dataDir !== undefined) lockDataDir(dataDir)();
  log?.('synthesizing the app');
  const assembly = await makeAssembly({ context, env, signal });
  let cloud: LocalCloud | undefined;
  async function close(): Promise<void> {
    try {
      await cloud?.close();
    } finally {
      await assembly.remove();
    }
  }
  try {
    cloud = await startLocalCloud({ ...cloudOptions, assemblyDir: assembly.dir });
    signal?.throwIfAborted();
    return { ...cloud, close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function explained<Result>(
  signal: AbortSignal | undefined,
  act: () => Promise<Result>,
): Promise<Result> {
  try {
    return await act();
  } catch (error) {
    signal?.throwIfAborted();
    const line = explainFailure(error);
    throw line === undefined ? error : new UsageError(line, { cause: error });
  }
}
