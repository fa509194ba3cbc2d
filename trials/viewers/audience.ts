// Those who look, in a process of their own, so that the memory of the cloud is only the cloud's.

import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

/** A count that somebody saw, and when, in milliseconds since 1970. */
export interface Sight {
  readonly postId: string;
  readonly count: number;
  readonly atMs: number;
}

/** What all of them have seen since they were asked last. */
export interface Seen {
  /** One list for each viewer or poller. */
  readonly sights: readonly (readonly Sight[])[];
  /** How many frames with counts, or answers, they got. */
  readonly messages: number;
  /** How many of them do not show the truth, after all patience. */
  readonly wrong: number;
  /** How often they had to connect again. */
  readonly reconnects: number;
}

export type AudienceRequest =
  | {
      readonly kind: 'connect';
      readonly liveUrl: string;
      readonly tokens: readonly string[];
      readonly viewers: number;
      readonly posts: readonly string[];
    }
  | {
      readonly kind: 'poll';
      readonly url: string;
      readonly pollers: number;
      readonly posts: readonly string[];
    }
  | {
      readonly kind: 'see';
      readonly truth: readonly (readonly [postId: string, count: number])[];
      readonly patienceMs: number;
    }
  | { readonly kind: 'leave' };

export type AudienceAnswer =
  | { readonly kind: 'progress'; readonly done: number }
  | { readonly kind: 'done'; readonly seen?: Seen };

export interface Audience {
  /** Resolves when all look. They connect at fewer than 500 a second. */
  connect(
    request: Omit<AudienceRequest & { kind: 'connect' }, 'kind'>,
    onProgress: (done: number) => void,
  ): Promise<void>;
  /** Resolves when each of them has had an answer. */
  poll(request: Omit<AudienceRequest & { kind: 'poll' }, 'kind'>): Promise<void>;
  /** Waits until all show the truth, or nothing has moved for so long, and returns what was seen since the last time. */
  see(truth: ReadonlyMap<string, number>, patienceMs: number): Promise<Seen>;
  /** All of them go away. */
  leave(): Promise<void>;
  close(): Promise<void>;
}

/** Thrown when the process of the audience ends on its own. */
export class AudienceEndedError extends Error {
  override readonly name = 'AudienceEndedError';
}

export function startAudience(): Audience {
  const child = fork(join(import.meta.dirname, 'audience-process.ts'), {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    execArgv: [],
  });
  const exited = once(child, 'exit');
  const ended = exited.then(([code]) => {
    throw new AudienceEndedError(`the process of the viewers ended with ${String(code)}`);
  });
  ended.catch(() => {});
  const ask = (request: AudienceRequest, onProgress: (done: number) => void = () => {}) =>
    Promise.race([answerOf(child, request, onProgress), ended]);
  return {
    connect: async (request, onProgress) => void (await ask({ kind: 'connect', ...request }, onProgress)),
    poll: async (request) => void (await ask({ kind: 'poll', ...request })),
    async see(truth, patienceMs) {
      const seen = await ask({ kind: 'see', truth: [...truth], patienceMs });
      if (!seen) throw new AudienceEndedError('the process of the viewers did not say what it saw');
      return seen;
    },
    leave: async () => void (await ask({ kind: 'leave' })),
    async close() {
      child.kill('SIGKILL');
      await exited;
    },
  };
}

function answerOf(
  child: ChildProcess,
  request: AudienceRequest,
  onProgress: (done: number) => void,
): Promise<Seen | undefined> {
  return new Promise((resolve) => {
    function onMessage(answer: AudienceAnswer): void {
      if (answer.kind === 'progress') return onProgress(answer.done);
      child.off('message', onMessage);
      resolve(answer.seen);
    }
    child.on('message', onMessage);
    child.send(request);
  });
}
