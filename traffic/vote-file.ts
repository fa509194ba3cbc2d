// Reads the votes of a file as actions, in file order. An error message names the line that is wrong.

import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { CsvError, parse } from 'csv-parse';
import { checkKeyText } from '../core/likes/key-text.ts';
import type { LikeOp } from '../core/likes/like-event.ts';
import type { Action, EventIdOf } from './action.ts';
import { UsageError } from '../command-line/usage-error.ts';

export type VoteFormat = 'movielens' | 'csv';

/** In a MovieLens file, a rating of this many stars or more, of five, is a like. */
const LIKED_STARS = 4;

const MAX_EXCERPT = 80;

interface Vote {
  readonly user: string;
  readonly post: string;
  /** Undefined when the field says neither like nor unlike. */
  readonly op: LikeOp | undefined;
}

const FORMATS: Record<VoteFormat, { columns: string[]; toVote: (fields: string[]) => Vote }> = {
  movielens: {
    columns: ['userId', 'movieId', 'rating'],
    toVote: ([user = '', post = '', rating = '']) => ({ user, post, op: opOfRating(rating) }),
  },
  csv: {
    columns: ['user', 'post', 'action', 'at'],
    toVote: ([user = '', post = '', action]) => ({
      user,
      post,
      op: action === 'like' || action === 'unlike' ? action : undefined,
    }),
  },
};

interface VoteFileOptions {
  readonly file: string;
  readonly format: VoteFormat;
  readonly postPrefix: string;
  readonly eventIdOf: EventIdOf;
}

/** Rejects with a UsageError when the file cannot be read, has no votes or has a line that is not one. */
export async function readVotes({ file, format, postPrefix, eventIdOf }: VoteFileOptions): Promise<Action[]> {
  const { columns, toVote } = FORMATS[format];
  const actions: Action[] = [];
  let indexes: number[] | undefined;
  const parser = parse({ bom: true, info: true, skip_empty_lines: true });
  try {
    await pipeline(createReadStream(file), parser, async (rows: AsyncIterable<Row>) => {
      for await (const { record, info } of rows) {
        const fail = (problem: string) => new UsageError(`${file}, line ${info.lines}: ${problem}`);
        if (!indexes) {
          indexes = columns.map((column) => record.indexOf(column));
          if (indexes.includes(-1)) {
            throw fail(`a ${format} file starts with a header that names the columns ${columns.join(', ')}`);
          }
          continue;
        }
        const vote = toVote(indexes.map((index) => record[index] ?? ''));
        const problem = problemOf(vote, postPrefix);
        if (problem || vote.op === undefined)
          throw fail(problem ?? `cannot tell like from unlike in ${excerptOf(record.join(','))}`);
        const id = eventIdOf(actions.length);
        actions.push({ id, user: vote.user, postId: postPrefix + vote.post, op: vote.op });
      }
    });
  } catch (error) {
    throw asUsageError(file, error);
  }
  if (actions.length === 0) throw new UsageError(`${file} has no votes in it`);
  return actions;
}

interface Row {
  readonly record: string[];
  readonly info: { readonly lines: number };
}

function problemOf({ user, post }: Vote, postPrefix: string): string | undefined {
  if (user === '') return 'the user is empty';
  const problem = post === '' ? 'empty' : checkKeyText(postPrefix + post);
  return problem && `the post is not a good id (${problem})`;
}

/** Returns the start of any text, on one line. */
function excerptOf(text: string): string {
  return JSON.stringify(text.length > MAX_EXCERPT ? `${text.slice(0, MAX_EXCERPT)}…` : text);
}

function opOfRating(rating: string): LikeOp | undefined {
  const stars = Number(rating);
  if (!(stars > 0 && stars <= 5)) return undefined;
  return stars >= LIKED_STARS ? 'like' : 'unlike';
}

function asUsageError(file: string, error: unknown): unknown {
  if (error instanceof CsvError) return new UsageError(`${file}: ${error.message}`, { cause: error });
  // An error of the system means that the file is at fault, not the program.
  const { code, syscall } = error as NodeJS.ErrnoException;
  if (code === 'ENOENT') return new UsageError(`${file}: no such file`, { cause: error });
  if (syscall !== undefined) return new UsageError(`${file}: cannot be read (${code})`, { cause: error });
  return error;
}
