// Watches every call of the functions to the services. It draws the fault of the call, and notes in the journal what the
// call did to a post.

import { AUDIT_LANE } from '../../core/counters/counter-item.ts';
import { decodeLikeRecord } from '../../core/likes/like-record.ts';
import type { Endpoints, WrapEndpoint } from '../../local/servers.ts';
import { type CallFault, drawCallFault } from './draw-faults.ts';
import type { FalseCounts } from './false-counts.ts';
import type { FaultRates } from './fault-rates.ts';
import { type Call, startFaultProxy } from './fault-proxy.ts';
import type { Journal } from './journal.ts';
import { type PostWriteKind, readPostWrites } from './post-write.ts';

/** The names that the report has for what happens to posts. */
export const POST_EVENTS: Readonly<Record<Exclude<PostWriteKind, 'commit'>, string>> = {
  split: 'splits',
  'lane move': 'lane moves',
  unsplit: 'merges begun',
  'bucket close': 'buckets closed',
  'bucket merge': 'buckets merged',
};

export interface CallWatchOptions {
  readonly rates: FaultRates;
  readonly random: () => number;
  readonly journal: Journal;
  readonly falseCounts: FalseCounts;
}

export interface FaultyServices {
  readonly wrapEndpoint: WrapEndpoint;
  /** The addresses of the proxies that have been started. */
  readonly endpoints: Partial<Endpoints>;
}

/** Makes proxies for DynamoDB, Kinesis and SQS. Reading the visitors' key from Secrets Manager meets no faults. */
export function wrapWithFaults(options: CallWatchOptions): FaultyServices {
  const endpoints: { -readonly [service in keyof Endpoints]?: string } = {};
  return {
    endpoints,
    wrapEndpoint: async (service, url) => {
      if (service === 'secretsManager') return undefined;
      const proxy = await startFaultProxy({
        service,
        url,
        pickFault: (call) => drawFault(call, options),
        onAnswer: (call, answer) => noteWrites(call, answer, options),
      });
      endpoints[service] = proxy.url;
      return proxy;
    },
  };
}

function drawFault(call: Call, { rates, random, journal }: CallWatchOptions): CallFault | undefined {
  const fault = drawPutFault(call, rates, random) ?? drawCallFault(rates, random);
  if (fault) {
    journal.faults.count(`call ${fault.kind}`);
    const details = fault.kind === 'delay' ? ` of the ${fault.of} by ${fault.ms} ms` : '';
    journal.note(`${call.service} ${call.operation}: ${fault.kind}${details}`, postsOf(call));
  }
  return fault;
}

/** A burst: the stream throttles many puts, so that likes go to the queue and the queue drains slowly. */
function drawPutFault({ operation }: Call, rates: FaultRates, random: () => number): CallFault | undefined {
  const isPut = operation === 'PutRecord' || operation === 'PutRecords';
  return isPut && random() * 100 < rates['throttled-put'] ? { kind: 'throttle' } : undefined;
}

function noteWrites(
  call: Call,
  { status, body }: { readonly status: number; readonly body: Buffer },
  { journal, falseCounts }: CallWatchOptions,
): void {
  if (status !== 200) return;
  for (const { kind, postId, description, lane, delta } of readPostWrites(call, body.toString())) {
    if (lane === AUDIT_LANE) falseCounts.noteCorrection(postId, delta);
    else journal.events.count(kind === 'commit' ? 'commits' : POST_EVENTS[kind]);
    journal.note(description, [postId]);
  }
}

interface PutRecord {
  readonly Data: string;
  readonly PartitionKey: string;
}

/** Returns the posts that a call names. */
function postsOf({ service, body }: Call): string[] {
  if (service === 'kinesis') {
    const request = JSON.parse(body) as Partial<PutRecord> & { Records?: PutRecord[] };
    return (request.Records ?? [request]).flatMap(({ Data = '', PartitionKey = '' }) => {
      const decoded = decodeLikeRecord(Buffer.from(Data, 'base64'), PartitionKey);
      return decoded.ok ? decoded.events.map(({ postId }) => postId) : [];
    });
  }
  const postIds = body.matchAll(/"postId":\{"S":("(?:[^"\\]|\\.)*")\}/g);
  return [...postIds].map(([, postId = '""']) => JSON.parse(postId) as string);
}
