// Lets every put of accept-like on the stream be throttled, as in a burst. No emulator throttles by itself, so the function gets another
// address for Kinesis for a while. The likes are queued, drained and counted, and a receipt tells it.

import { setTimeout as sleep } from 'node:timers/promises';
import { startFaultProxy } from '../chaos/fault-proxy.ts';
import type { Deployment } from './deployment.ts';
import { type Emulator, signedFor } from './emulator.ts';
import { InexactError, makeVotes, openVoting } from './exact-counts.ts';

/** Thrown when a like takes another way than the one through the queue. */
export class NotQueuedError extends Error {
  override readonly name = 'NotQueuedError';
}

const ACTIONS = 150;
const RECEIPT_TRIES = 120;
const RECEIPT_WAIT_MS = 500;

/** Returns what happened, in words. */
export async function queueBurst(
  emulator: Emulator,
  { url, stackPrefix }: Deployment,
  signal: AbortSignal,
): Promise<string> {
  let throttled = 0;
  const proxy = await startFaultProxy({
    service: 'kinesis',
    url: emulator.endpoint,
    pickFault: ({ operation }) => {
      if (!operation.startsWith('PutRecord')) return undefined;
      throttled += 1;
      return { kind: 'throttle' };
    },
  });
  const restore = await setKinesisAddress(emulator, stackPrefix, proxy.url);
  const voting = openVoting(url, signal);
  try {
    const like = await sendOneLike(voting.api, signal);
    const votes = makeVotes({ seed: 7, actions: ACTIONS, users: 30, posts: 20, postPrefix: 'burst-' });
    await voting.send('  queued', votes);
    if (throttled === 0) throw new NotQueuedError('no put on the stream was throttled');
    const likes = await voting.expectExact(votes);
    const effect = await waitForEffect(voting.api, like, signal);
    return `${votes.length + 1} actions queued, drained and counted: ${likes} likes; the receipt says ${effect}`;
  } finally {
    await voting.close();
    await restore();
    await proxy.close();
  }
}

type VotingApi = ReturnType<typeof openVoting>['api'];

interface QueuedLike {
  readonly receipt: string;
  readonly headers: Record<string, string>;
}

async function sendOneLike(api: VotingApi, signal: AbortSignal): Promise<QueuedLike> {
  const visitor = await api.call({ method: 'POST', path: '/v1/visitors' }, signal);
  const { token } = JSON.parse(visitor.text) as { token: string };
  const headers = { authorization: `Bearer ${token}` };
  const { status, text } = await api.call(
    { method: 'PUT', path: '/v1/posts/burst-receipt/like', headers },
    signal,
  );
  const { state, receipt } = JSON.parse(text) as { state?: string; receipt?: string };
  if (status !== 202 || state !== 'queued' || receipt === undefined)
    throw new NotQueuedError(`a like was answered ${status} ${text}, and not as queued`);
  return { receipt, headers };
}

async function waitForEffect(
  api: VotingApi,
  { receipt, headers }: QueuedLike,
  signal: AbortSignal,
): Promise<string> {
  let last = '';
  for (let tries = 0; tries < RECEIPT_TRIES; tries++) {
    const { text } = await api.call({ method: 'GET', path: `/v1/receipts/${receipt}`, headers }, signal);
    const { state, effect } = JSON.parse(text) as { state?: string; effect?: string };
    if (state === 'applied') return effect ?? state;
    last = text;
    await sleep(RECEIPT_WAIT_MS, undefined, { signal });
  }
  throw new InexactError(`a queued like is not applied: ${last}`);
}

interface LambdaConfiguration {
  readonly FunctionName: string;
  readonly Environment?: { readonly Variables?: Readonly<Record<string, string>> };
}

/** Returns what takes the address away again. */
async function setKinesisAddress(
  { endpoint }: Emulator,
  stackPrefix: string,
  address: string,
): Promise<() => Promise<void>> {
  const functions = `${endpoint}/2015-03-31/functions`;
  const listed = await fetch(`${functions}/?MaxItems=1000`, { headers: signedFor('lambda') });
  const { Functions } = (await listed.json()) as { Functions: LambdaConfiguration[] };
  const acceptLike = Functions.find(({ Environment }) => {
    const { POWERTOOLS_SERVICE_NAME: name, POWERTOOLS_METRICS_NAMESPACE: stack } =
      Environment?.Variables ?? {};
    return name === 'accept-like' && stack?.startsWith(stackPrefix);
  });
  if (!acceptLike) throw new Error('the emulator lists no function accept-like');
  const variables = acceptLike.Environment?.Variables ?? {};
  const set = async (Variables: Readonly<Record<string, string>>) => {
    const answer = await fetch(`${functions}/${acceptLike.FunctionName}/configuration`, {
      method: 'PUT',
      headers: { ...signedFor('lambda'), 'content-type': 'application/json' },
      body: JSON.stringify({ Environment: { Variables } }),
    });
    if (!answer.ok) throw new Error(`the environment of accept-like cannot be changed: ${answer.status}`);
  };
  await set({ ...variables, AWS_ENDPOINT_URL_KINESIS: address });
  return () => set(variables);
}
