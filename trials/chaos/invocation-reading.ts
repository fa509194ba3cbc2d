// Reads from its event what an invocation is about: which stage, which posts, and about how many calls it will make.

import type { KinesisStreamEvent, SQSEvent } from 'aws-lambda';
import { readKinesisEvent } from '../../adapters/kinesis/kinesis-event.ts';
import { decodeUpdates } from '../../core/counters/update-record.ts';
import { decodeSlotMessage } from '../../core/live/slot-message.ts';
import { readBurstMessage } from '../../core/likes/burst-message.ts';
import { collectBatch } from '../../core/likes/collect-batch.ts';
import { STAGES, type Stage } from './fault-rates.ts';

export interface InvocationReading {
  /** The approximate number of calls that it makes. */
  readonly steps: number;
  /** Undefined means that it may touch any post. */
  readonly posts: readonly string[] | undefined;
  readonly description: string;
  /** The lane of a batch. */
  readonly lane: string | undefined;
  /** The records of a batch: lane and sequence number of each. */
  readonly records: readonly string[];
}

/** The merger reads the list of split posts and makes some writes for each post that it merges. */
const MERGE_STEPS = 12;

/** Finds the stage of a function by the logical id in its name. Undefined when the function meets no faults. */
export function stageOf(functionName: string): Stage | undefined {
  const name = functionName.toLowerCase();
  return STAGES.find((stage) => name.includes(stage.replace('-', '')));
}

const READERS: Readonly<Record<Stage, (payload: unknown) => InvocationReading>> = {
  'accept-like': (request) => readRequest(request as HttpRequest),
  'drain-burst': (event) => readMessages(event as SQSEvent),
  'batch-likes': (event) => readBatch(event as KinesisStreamEvent),
  'merge-buckets': () => ({
    steps: MERGE_STEPS,
    posts: undefined,
    description: '',
    lane: undefined,
    records: [],
  }),
  'roll-up': (event) => readUpdates(event as KinesisStreamEvent),
  broadcast: (event) => readSlotMessages(event as SQSEvent),
  'answer-viewer': (event) => readFrame(event as ViewerEvent),
};

export function readInvocation(stage: Stage, payloadJson: string): InvocationReading {
  return READERS[stage](JSON.parse(payloadJson));
}

function readRequest(request: HttpRequest): InvocationReading {
  const posts = postsOfRequest(request);
  return { steps: 1, posts, description: `of ${posts.length} posts`, lane: undefined, records: [] };
}

/** The posts are those of all messages. A message is put with the others in one call. */
function readMessages({ Records }: SQSEvent): InvocationReading {
  const events = Records.flatMap(({ body }) => {
    const read = readBurstMessage(body);
    return read.ok ? read.events : [];
  });
  const posts = [...new Set(events.map(({ postId }) => postId))];
  return { steps: 1, posts, description: `${Records.length} messages`, lane: undefined, records: [] };
}

/** What was told is read and written, besides each post's timeline. */
function readUpdates(event: KinesisStreamEvent): InvocationReading {
  const { records } = readKinesisEvent(event);
  const updates = records.flatMap(({ data }) => decodeUpdates(data) ?? []);
  const posts = [...new Set(updates.map(({ key }) => key))];
  return {
    steps: 2 + posts.length,
    posts,
    description: `${records.length} records`,
    lane: undefined,
    records: [],
  };
}

/** Asks for each post who watches it, and calls each viewer. */
function readSlotMessages({ Records }: SQSEvent): InvocationReading {
  const counts = Records.flatMap(({ body }) => decodeSlotMessage(body)?.posts ?? []);
  const posts = [...new Set(counts.map(({ postId }) => postId))];
  const steps = 2 * posts.length;
  return { steps, posts, description: `${Records.length} messages`, lane: undefined, records: [] };
}

/** A subscription is written post by post, and then the counts are read. */
function readFrame({ requestContext: { routeKey }, body = '{}' }: ViewerEvent): InvocationReading {
  const { posts = [] } = JSON.parse(body) as { posts?: readonly string[] };
  return { steps: 4, posts, description: routeKey, lane: undefined, records: [] };
}

function readBatch(event: KinesisStreamEvent): InvocationReading {
  const { lane, records } = readKinesisEvent(event);
  const { posts, setAside } = collectBatch(records);
  const rows = posts.reduce((sum, { users }) => sum + users.size, 0);
  const first = records[0]?.sequenceNumber;
  const last = records.at(-1)?.sequenceNumber;
  return {
    steps: rows + posts.length + Math.sign(setAside.length),
    posts: posts.map(({ postId }) => postId),
    description: `lane ${lane}, ${records.length} records ${tail(first)} to ${tail(last)}`,
    lane,
    records: records.map(({ sequenceNumber }) => `${lane}:${sequenceNumber}`),
  };
}

/** Returns the end of a sequence number, which is where those of one shard differ. */
const tail = (sequenceNumber = '') => `…${sequenceNumber.slice(-16)}`;

interface ViewerEvent {
  readonly requestContext: { readonly routeKey: string };
  readonly body?: string;
}

interface HttpRequest {
  readonly rawPath: string;
  readonly body?: string;
  readonly isBase64Encoded?: boolean;
}

function postsOfRequest({ rawPath, body, isBase64Encoded }: HttpRequest): string[] {
  const [, postId] = /^\/v1\/posts\/([^/]*)\/like$/.exec(rawPath) ?? [];
  if (postId !== undefined) return [decodeURIComponent(postId)];
  const text = isBase64Encoded ? Buffer.from(body ?? '', 'base64').toString() : body;
  const { actions = [] } = JSON.parse(text ?? '{}') as { actions?: { postId: string }[] };
  return [...new Set(actions.map(({ postId }) => postId))];
}
