// MiniStack on loopback, with its functions on this project's Node.js and all of its files in one directory.

import { createServer } from 'node:http';
import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { AddressInfo } from 'node:net';
import { once } from 'node:events';
import { UsageError } from '../command-line/usage-error.ts';
import { startCommand } from './command.ts';
import type { Emulator } from './emulator.ts';

export interface MiniStackOptions {
  /** Directory of the environment's commands. */
  readonly bin: string;
  /** 0: any free one. */
  readonly port: number;
  readonly workDir: string;
  readonly signal: AbortSignal;
}

const START_TIMEOUT_MS = 60_000;
const POLL_MS = 100;

/** Throws a UsageError where the port is taken. */
export async function startMiniStack({ bin, port, workDir, signal }: MiniStackOptions): Promise<Emulator> {
  const freePort = await findPort(port);
  const endpoint = `http://127.0.0.1:${freePort}`;
  const logFile = join(workDir, 'ministack.log');
  const tmpDir = join(workDir, 'ministack');
  await mkdir(tmpDir);
  const command = startCommand(join(bin, 'ministack'), [], {
    logFile,
    env: {
      // Functions run on the first `node` there is, whatever their runtime says.
      PATH: `${dirname(process.execPath)}:${process.env['PATH']}`,
      HOME: tmpDir,
      TMPDIR: tmpDir,
      BIND_HOST: '127.0.0.1',
      GATEWAY_PORT: String(freePort),
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

async function findPort(port: number): Promise<number> {
  const probe = createServer();
  probe.listen(port, '127.0.0.1');
  await once(probe, 'listening').catch((cause: unknown) => {
    throw new UsageError(`port ${port} is in use (${(cause as NodeJS.ErrnoException).code})`, { cause });
  });
  const found = (probe.address() as AddressInfo).port;
  probe.close();
  return found;
}

/** Thrown where MiniStack ends or stays silent instead of starting. */
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
