// A receipt names one action that the API has answered with 202, so that its owner can ask later what became of it. Nothing is stored
// for it. It needs no signature: it is read with the token of the person who asks, and tells only what that person did.

import { shortHash } from '../stream/short-hash.ts';
import { isEventId } from './event-id.ts';
import { checkKeyText } from './key-text.ts';
import type { LikeOp } from './like-event.ts';
import type { RecordPlace } from './ports.ts';
import type { TakenEvent } from './take-events.ts';

export interface Receipt {
  /** A hash of the user id. It tells an honest mistake, such as another person's receipt, and is no secret. */
  readonly owner: string;
  readonly id: string;
  readonly op: LikeOp;
  readonly postId: string;
  /** What the API answered. */
  readonly issuedAs: 'accepted' | 'queued' | 'shed';
  /** The lane and the position of the record, where they were known. */
  readonly place: RecordPlace | undefined;
}

/** The version of the receipt that this release writes. */
const VERSION = 1;

const STATES = { a: 'accepted', q: 'queued', s: 'shed' } as const;
const OPS = { '+': 'like', '-': 'unlike' } as const;
const LANE = /^[0-9a-z]{1,7}-[\w.-]{1,128}$/;
const POSITION = /^\d\d[0-9a-z]{1,84}$/;

export const ownerOf = (userId: string): string => shortHash(userId).toString(36);

export const receiptOf = ({ event, fate }: TakenEvent): Receipt => ({
  owner: ownerOf(event.userId),
  id: event.id,
  op: event.op,
  postId: event.postId,
  issuedAs: fate.state,
  place: fate.state === 'accepted' ? fate.place : undefined,
});

/** Returns the receipt as a JSON text. An array is shorter than an object. */
export function encodeReceipt({ owner, id, op, postId, issuedAs, place }: Receipt): string {
  const opSign = op === 'like' ? '+' : '-';
  const parts = [VERSION, owner, issuedAs.charAt(0), id, opSign, postId];
  return JSON.stringify(place ? [...parts, place.lane, place.position] : parts);
}

/** Returns the receipt that a text holds, or undefined when it holds none that this release knows. It never throws. */
export function decodeReceipt(text: string): Receipt | undefined {
  const parts = parseArray(text);
  if (!parts || parts[0] !== VERSION || !(parts.length === 6 || parts.length === 8)) return undefined;
  const [owner = '', state = '', id = '', opSign = '', postId = '', lane, position] = parts
    .slice(1)
    .map(textOf);
  const issuedAs = valueOf(STATES, state);
  const op = valueOf(OPS, opSign);
  if (!/^[0-9a-z]{1,7}$/.test(owner) || !issuedAs || !op || !isEventId(id) || checkKeyText(postId))
    return undefined;
  if (lane === undefined || position === undefined)
    return { owner, id, op, postId, issuedAs, place: undefined };
  if (!LANE.test(lane) || !POSITION.test(position)) return undefined;
  return { owner, id, op, postId, issuedAs, place: { lane, position } };
}

function parseArray(text: string): unknown[] | undefined {
  try {
    const parsed = JSON.parse(text) as unknown;
    return Array.isArray(parsed) ? parsed : undefined;
  } catch {
    return undefined;
  }
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

const valueOf = <Values extends object>(values: Values, key: string): Values[keyof Values] | undefined =>
  Object.hasOwn(values, key) ? values[key as keyof Values] : undefined;
