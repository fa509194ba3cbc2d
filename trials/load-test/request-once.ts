// Sends requests without a retry. What a client would hide by trying again is what a load test is there to see.

import { Agent } from 'undici';
import type { Answer } from './answer.ts';
import type { Budget } from './budget.ts';

export interface OneRequest {
  readonly method: 'GET' | 'PUT' | 'DELETE';
  readonly path: string;
  readonly headers?: Record<string, string>;
}

export interface RequestOnce {
  /** Returns undefined when there was no answer. Rejects with a BudgetSpentError. */
  send(request: OneRequest): Promise<Answer | undefined>;
  /** Ends what is still in flight. */
  destroy(): Promise<void>;
}

const ANSWER_TIMEOUT_MS = 30_000;

export function makeRequestOnce(url: string, budget: Budget): RequestOnce {
  const { origin, pathname } = new URL(url);
  const basePath = pathname.replace(/\/+$/, '');
  // A request that waits for a connection waits inside the client. Its latency counts that too.
  const agent = new Agent({
    connections: 256,
    headersTimeout: ANSWER_TIMEOUT_MS,
    bodyTimeout: ANSWER_TIMEOUT_MS,
  });
  return {
    async send({ path, ...request }) {
      budget.spend();
      try {
        const { statusCode, body } = await agent.request({ origin, path: basePath + path, ...request });
        return { status: statusCode, text: await body.text() };
      } catch {
        // Whether the server took the request is not known. The caller finds that out later.
        return undefined;
      }
    },
    destroy: () => agent.destroy(),
  };
}
