// Starts the process of a local cloud and sends it requests.

import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { PROJECT_DIR } from '../command-line/project-dir.ts';
import type { CloudReply, CloudRequest, CloudUsage } from './cloud-messages.ts';
import type { ThreadProfile } from './profile/record.ts';

/** Thrown when the process ends before it is told to. */
export class CloudEndedError extends Error {
  override readonly name = 'CloudEndedError';
}

export interface Cloud {
  readonly url: string;
  readUsage(): Promise<CloudUsage>;
  startProfile(): Promise<void>;
  stopProfile(): Promise<readonly ThreadProfile[]>;
  close(): Promise<void>;
}

export async function startCloud(assemblyDir: string): Promise<Cloud> {
  const child = fork(join(import.meta.dirname, 'cloud-process.ts'), [assemblyDir], {
    serialization: 'advanced',
    // The script of `npm start` does the same. Otherwise the main thread's heap keeps 100 MB that it does not use, and every
    // thread loads Node's TypeScript compiler.
    execArgv: ['--max-semi-space-size=4'],
    env: { ...process.env, NODE_COMPILE_CACHE: join(PROJECT_DIR, 'node_modules/.cache/compiled') },
  });
  const ask = makeAsk(child);
  const { url = '' } = await ask();
  return {
    url,
    async readUsage() {
      const { usage } = await ask('usage');
      if (!usage) throw new CloudEndedError('the local cloud did not tell what it used');
      return usage;
    },
    async startProfile() {
      await ask('start-profile');
    },
    stopProfile: async () => (await ask('stop-profile')).profiles ?? [],
    async close() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const exited = once(child, 'exit');
      await Promise.race([ask('close'), exited]);
      await exited;
    },
  };
}

/**
 * Returns a function that sends a request and waits for the reply. Without a request it waits for the process to be ready.
 */
function makeAsk(child: ChildProcess) {
  const waiting = new Map<number, PromiseWithResolvers<CloudReply>>();
  let nextId = 0;
  child.on('message', (reply: CloudReply) => {
    waiting.get(reply.id)?.resolve(reply);
    waiting.delete(reply.id);
  });
  child.on('exit', (code, signal) => {
    const ended = new CloudEndedError(`the local cloud ended with ${signal ?? code}`);
    for (const answer of waiting.values()) answer.reject(ended);
    waiting.clear();
  });
  return (request?: CloudRequest['ask']): Promise<CloudReply> => {
    const id = nextId++;
    const answer = Promise.withResolvers<CloudReply>();
    waiting.set(id, answer);
    if (request) child.send({ id, ask: request } satisfies CloudRequest);
    return answer.promise;
  };
}
