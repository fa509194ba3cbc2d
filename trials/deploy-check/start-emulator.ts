// Starts an emulator's command and waits until it answers.

import { setTimeout as sleep } from 'node:timers/promises';
import type { Emulator, EmulatorKind } from './emulator.ts';
import { expectLoopbackOnly } from './loopback-only.ts';
import { startProcess } from './run-process.ts';

export interface EmulatorCommand {
  /** Undefined for one that the deploy check does not know. */
  readonly kind?: EmulatorKind;
  /** For example `MiniStack`. */
  readonly name: string;
  readonly file: string;
  readonly args: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  readonly endpoint: string;
  readonly concurrency?: number;
  readonly deletesRetainExceptOnCreate?: boolean;
  /** The path that answers with JSON that has a `version`, once the emulator is ready. */
  readonly healthPath: string;
  readonly logFile: string;
  readonly signal: AbortSignal;
  readonly say: (line: string) => void;
  readonly onClosed?: () => Promise<void>;
}

/** Thrown when an emulator ends or does not answer instead of starting. */
export class EmulatorStartError extends Error {
  override readonly name = 'EmulatorStartError';
}

const START_TIMEOUT_MS = 120_000;
const POLL_MS = 100;
const SAY_MS = 5_000;

export async function startEmulator(command: EmulatorCommand): Promise<Emulator> {
  const {
    kind,
    name,
    file,
    args,
    env,
    endpoint,
    concurrency,
    deletesRetainExceptOnCreate,
    logFile,

    say,
    onClosed,
  } = command;
  say(`starting ${name}`);
  const running = startProcess(file, args, { logFile, env });
  let ended = false;
  void running.ended.catch(() => {}).then(() => (ended = true));
  try {
    const version = await waitForVersion(command, () => ended);
    await expectLoopbackOnly(Number(new URL(endpoint).port));
    return {
      ...(kind && { kind }),
      name: `${name} ${version}`,
      endpoint,
      ...(concurrency !== undefined && { concurrency }),
      ...(deletesRetainExceptOnCreate && { deletesRetainExceptOnCreate }),
      async close() {
        say(`stopping ${name}`);
        await running.stop();
        await onClosed?.();
      },
    };
  } catch (error) {
    await running.stop();
    throw error;
  }
}

async function waitForVersion(
  { name, endpoint, healthPath, signal, say }: EmulatorCommand,
  ended: () => boolean,
): Promise<string> {
  const startMs = Date.now();
  let saidMs = startMs;
  for (;;) {
    if (ended()) throw new EmulatorStartError(`${name} ended while it started`);
    const waitedMs = Date.now() - startMs;
    if (waitedMs > START_TIMEOUT_MS)
      throw new EmulatorStartError(`${name} does not answer after ${START_TIMEOUT_MS / 1_000} s`);
    const answer = await fetch(endpoint + healthPath).catch(() => undefined);
    if (answer?.ok) return ((await answer.json()) as { version: string }).version;
    if (Date.now() - saidMs >= SAY_MS) {
      saidMs = Date.now();
      say(`   ${name} does not answer yet (${Math.round(waitedMs / 1_000)} s)`);
    }
    await sleep(POLL_MS, undefined, { signal });
  }
}
