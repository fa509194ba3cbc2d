// Starts MiniStack on loopback. Its functions run on this project's Node.js, and all of its files are in one directory.

import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startProcess } from './run-process.ts';
import type { Emulator } from './emulator.ts';

export interface MiniStackOptions {
  /** The directory of the Python environment's commands. */
  readonly bin: string;
  /** A port that is free. */
  readonly port: number;
  readonly workDir: string;
  readonly signal: AbortSignal;
}

const START_TIMEOUT_MS = 60_000;
const POLL_MS = 100;

export async function startMiniStack({ bin, port, workDir, signal }: MiniStackOptions): Promise<Emulator> {
  const endpoint = `http://127.0.0.1:${port}`;
  const logFile = join(workDir, 'ministack.log');
  const tmpDir = join(workDir, 'ministack');
  await mkdir(tmpDir);
  const command = startProcess(join(bin, 'ministack'), [], {
    logFile,
    env: {
      // Functions run on the first `node` on the path, whatever runtime they name.
      PATH: `${dirname(process.execPath)}:${process.env['PATH']}`,
      HOME: tmpDir,
      TMPDIR: tmpDir,
      BIND_HOST: '127.0.0.1',
      GATEWAY_PORT: String(port),
      LAMBDA_EXECUTOR: 'local',
      IOT_MTLS_ENABLED: '0',
      SFTP_ENABLED: '0',
    },
  });
  let ended = false;
  void command.ended.catch(() => {}).then(() => (ended = true));
  try {
    const version = await waitForVersion(endpoint, () => ended, signal);
    return { name: `MiniStack ${version}`, endpoint, close: () => command.stop() };
  } catch (error) {
    await command.stop();
    throw error;
  }
}

/** Thrown when MiniStack ends or does not answer instead of starting. */
export class MiniStackStartError extends Error {
  override readonly name = 'MiniStackStartError';
}

async function waitForVersion(endpoint: string, ended: () => boolean, signal: AbortSignal): Promise<string> {
  const startMs = Date.now();
  for (;;) {
    if (ended()) throw new MiniStackStartError('MiniStack ended while it started');
    if (Date.now() - startMs > START_TIMEOUT_MS)
      throw new MiniStackStartError(`MiniStack does not answer after ${START_TIMEOUT_MS / 1_000} s`);
    const answer = await fetch(`${endpoint}/_ministack/health`).catch(() => undefined);
    if (answer?.ok) return ((await answer.json()) as { version: string }).version;
    await sleep(POLL_MS, undefined, { signal });
  }
}
