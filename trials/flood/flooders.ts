// Those who send as fast as they can: full lists of actions, each on posts that nobody has liked before, and without regard to a
// refusal.

import { randomUUID } from 'node:crypto';
import { MAX_EVENTS_PER_RECORD as ACTIONS_PER_REQUEST } from '../../core/likes/like-record.ts';
import { type Client, tokenIn } from './client.ts';

export interface FloodTally {
  /** Actions that were answered with 202. */
  taken: number;
  /** Requests that were refused with 429. */
  limited: number;
  /** Requests that had any other answer, or none. */
  failed: number;
  visitors: number;
}

export interface Flood {
  readonly tally: FloodTally;
  /** Resolves when nothing of it is in flight. */
  stop(): Promise<void>;
}

type SendOne = (tally: FloodTally) => Promise<void>;

/** A person with a token of their own. */
export const floodAsPerson = (client: Client, token: string, connections: number): Flood =>
  start(connections, (tally) => sendList(client, token, tally));

/** An address that is a new visitor for each request, and one of the visitors that it was when it may not be a new one. */
export function floodAsAddress(client: Client, connections: number): Flood {
  const tokens: string[] = [];
  let next = 0;
  return start(connections, async (tally) => {
    const { status, text } = await client.issueVisitor();
    if (status === 201) {
      tally.visitors++;
      tokens.push(tokenIn(text));
    } else count(tally, status);
    const token = status === 201 ? tokens.at(-1) : tokens[next++ % tokens.length];
    if (token !== undefined) await sendList(client, token, tally);
  });
}

async function sendList(client: Client, token: string, tally: FloodTally): Promise<void> {
  const { status } = await client.likeMany(token, makeList());
  if (status === 202) tally.taken += ACTIONS_PER_REQUEST;
  else count(tally, status);
}

function count(tally: FloodTally, status: number): void {
  if (status === 429) tally.limited++;
  else tally.failed++;
}

function makeList(): string {
  const list = randomUUID();
  const actions = Array.from({ length: ACTIONS_PER_REQUEST }, (_, index) => ({
    postId: `flood-${list}-${index}`,
    op: 'like',
  }));
  return JSON.stringify({ actions });
}

function start(connections: number, sendOne: SendOne): Flood {
  const tally = { taken: 0, limited: 0, failed: 0, visitors: 0 };
  const stopped = new AbortController();
  async function send(): Promise<void> {
    while (!stopped.signal.aborted)
      await sendOne(tally).catch(() => {
        tally.failed++;
      });
  }
  const sending = Promise.all(Array.from({ length: connections }, send));
  return {
    tally,
    async stop() {
      stopped.abort();
      await sending;
    },
  };
}
