// Says which column of a file of votes means what, and reads the words and times in them.

import type { LikeOp } from '../core/likes/like-event.ts';

export type VoteFormat = 'movielens' | 'csv';

/** What a column may mean. A file has an action or a rating, by its format. */
export type VoteRole = 'user' | 'post' | 'action' | 'rating' | 'at';

/** The name of each column in the header of the file. */
export type VoteColumns = Partial<Record<VoteRole, string>>;

interface FormatColumns {
  readonly names: VoteColumns;
  /** The columns that a file cannot be without. */
  readonly needed: readonly VoteRole[];
  readonly known: readonly VoteRole[];
}

export const FORMATS: Record<VoteFormat, FormatColumns> = {
  movielens: {
    names: { user: 'userId', post: 'movieId', rating: 'rating' },
    needed: ['user', 'post', 'rating'],
    known: ['user', 'post', 'rating', 'at'],
  },
  csv: {
    names: { user: 'user', post: 'post', action: 'action', at: 'at' },
    needed: ['user', 'post'],
    known: ['user', 'post', 'action', 'at'],
  },
};

/** In a MovieLens file, a rating of this many stars or more, of five, is a like. */
const LIKED_STARS = 4;

/** Returns undefined for a rating that is none. */
export function readRating(rating: string): LikeOp | undefined {
  const stars = Number(rating);
  if (!(stars > 0 && stars <= 5)) return undefined;
  return stars >= LIKED_STARS ? 'like' : 'unlike';
}

export function readAction(action: string): LikeOp | undefined {
  return action === 'like' || action === 'unlike' ? action : undefined;
}

const NUMBER = /^(\d{1,20})(?:\.(\d{1,9}))?$/;
const DATE = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d)(?:(:\d\d)(?:\.(\d{1,9}))?)?)?(Z|[+-]\d\d:?\d\d)?$/;

export interface VoteTime {
  /** Times of two kinds cannot be compared: a number may be in seconds or in milliseconds. */
  readonly kind: 'number' | 'date';
  /** In billionths of the unit. */
  readonly value: bigint;
}

/** Reads a number or an ISO 8601 date; a date without a zone is UTC. Returns undefined for any other text. */
export function readTime(text: string): VoteTime | undefined {
  const billionths = (digits = '') => BigInt(digits.padEnd(9, '0'));
  const number = NUMBER.exec(text);
  if (number) {
    const [, whole = '', fraction] = number;
    return { kind: 'number', value: BigInt(whole) * 1_000_000_000n + billionths(fraction) };
  }
  const date = DATE.exec(text);
  if (!date) return undefined;
  const [, day, minutes = '00:00', seconds = ':00', fraction, zone = 'Z'] = date;
  const ms = Date.parse(`${day}T${minutes}${seconds}${zone.replace(/^(...)(\d\d)$/, '$1:$2')}`);
  if (Number.isNaN(ms)) return undefined;
  return { kind: 'date', value: BigInt(ms) * 1_000_000n + billionths(fraction) };
}
