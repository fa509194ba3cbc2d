// The one event of the system: a person likes a post, or takes the like back.

import { isEventId } from './event-id.ts';
import { checkKeyText } from './key-text.ts';

export type LikeOp = 'like' | 'unlike';

export interface LikeEvent {
  readonly v: 1;
  /** UUIDv7: the event's identity and its time of acceptance. */
  readonly id: string;
  readonly postId: string;
  readonly userId: string;
  readonly op: LikeOp;
}

/** The first reason found why a value is not a like event. */
export type LikeEventProblem =
  | 'not-an-object'
  | 'bad-version'
  | 'newer-version'
  | 'bad-id'
  | 'bad-post-id'
  | 'bad-user-id'
  | 'bad-op'
  | 'unknown-field';

/** The version of the event that this release writes. */
const VERSION = 1;

const FIELDS = new Set(['v', 'id', 'postId', 'userId', 'op']);

/** Returns why a decoded value is not a like event, or undefined when it is one. */
export function checkLikeEvent(value: unknown): LikeEventProblem | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return 'not-an-object';
  const { v, id, postId, userId, op } = value as Record<string, unknown>;
  if (v !== VERSION) return Number.isInteger(v) && (v as number) > VERSION ? 'newer-version' : 'bad-version';
  if (!isEventId(id)) return 'bad-id';
  if (typeof postId !== 'string' || checkKeyText(postId)) return 'bad-post-id';
  if (typeof userId !== 'string' || checkKeyText(userId)) return 'bad-user-id';
  if (op !== 'like' && op !== 'unlike') return 'bad-op';
  if (Object.keys(value).some((field) => !FIELDS.has(field))) return 'unknown-field';
  return undefined;
}

/**
 * Returns whether a newer release wrote the event. Such an event was accepted, so it is not malformed: this release sets it aside whole, and a
 * later release counts it.
 */
export const isFromNewerRelease = (problem: string): boolean =>
  problem === 'newer-version' || problem === 'unknown-field';
