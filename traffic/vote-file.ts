// Reads the votes of a file as actions, in the order in which they were made. An error message names the line that is wrong.

import { UsageError } from '../command-line/usage-error.ts';
import type { LikeOp } from '../core/likes/like-event.ts';
import type { Action, EventIdOf } from './action.ts';
import { makeCheckName } from './check-names.ts';
import {
  FORMATS,
  readAction,
  readRating,
  readTime,
  type VoteColumns,
  type VoteFormat,
  type VoteRole,
  type VoteTime,
} from './vote-columns.ts';
import { countLines, type FileLines, readVoteBytes, readVoteRows, type VoteRow } from './vote-rows.ts';

const MAX_EXCERPT = 80;

export interface VoteFileOptions {
  readonly file: string;
  readonly format: VoteFormat;
  readonly postPrefix: string;
  /** One character. */
  readonly delimiter?: string;
  /** The names of columns that differ from the format's own. */
  readonly columns?: VoteColumns;
}

export interface VoteFile {
  readonly actions: Action[];
  readonly bytes: Buffer;
  readonly lines: FileLines;
  /** What a person should know about how the file was read. */
  readonly notes: readonly string[];
}

interface Vote {
  readonly user: string;
  readonly post: string;
  readonly op: LikeOp;
  readonly time: VoteTime | undefined;
}

type Indexes = Partial<Record<VoteRole, number>>;

/** Rejects with a UsageError when the file cannot be read, has no votes or has a line that is not one. */
export async function readVotes(options: VoteFileOptions & { eventIdOf: EventIdOf }): Promise<VoteFile> {
  const { file, postPrefix, delimiter = ',', eventIdOf } = options;
  const bytes = await readVoteBytes(file);
  const read = makeReadVote(postPrefix);
  const lines = { read: countLines(bytes), used: 0, header: 0, blank: 0 };
  const votes: Vote[] = [];
  let header: { indexes: Indexes; width: number } | undefined;
  for await (const row of readVoteRows(file, bytes, delimiter)) {
    const refuse = (problem: string) => new UsageError(`${file}, line ${row.line}: ${problem}`);
    if (row.fields.every((field) => field === '')) {
      lines.blank += row.lines;
    } else if (!header) {
      header = { indexes: findColumns(row, options, refuse), width: row.fields.length };
      lines.header += row.lines;
    } else {
      if (row.fields.length !== header.width)
        throw refuse(`there are ${row.fields.length} fields, but the header names ${header.width} columns`);
      votes.push(read(row, header.indexes, refuse));
      lines.used += row.lines;
    }
  }
  if (votes.length === 0) throw new UsageError(`${file} has no votes in it`);
  const { sorted, isMoved } = sortByTime(votes);
  const actions = sorted.map(
    ({ user, post, op }, order): Action => ({ id: eventIdOf(order), user, postId: postPrefix + post, op }),
  );
  return { actions, bytes, lines, notes: describeReading(options, header?.indexes ?? {}, isMoved) };
}

type Refuse = (problem: string) => UsageError;

function findColumns(
  { fields }: VoteRow,
  { format, columns = {} }: VoteFileOptions,
  refuse: Refuse,
): Indexes {
  const names = { ...FORMATS[format].names, ...columns };
  const needed = FORMATS[format].known.filter(
    (role) => FORMATS[format].needed.includes(role) || columns[role] !== undefined,
  );
  const indexes: Indexes = {};
  for (const [role, name] of Object.entries(names) as [VoteRole, string][]) {
    const index = fields.indexOf(name);
    if (index !== -1) indexes[role] = index;
    if (fields.lastIndexOf(name) !== index) throw refuse(`the header names the column ${name} twice`);
  }
  if (needed.some((role) => indexes[role] === undefined)) {
    const missing = needed.map((role) => names[role]).join(', ');
    throw refuse(
      `a ${format} file starts with a header that names the columns ${missing} (see --columns and --delimiter)`,
    );
  }
  return indexes;
}

function makeReadVote(postPrefix: string) {
  const checkUser = makeCheckName('user');
  const checkPost = makeCheckName('post', postPrefix);
  let kind: VoteTime['kind'] | undefined;
  return ({ fields, line }: VoteRow, indexes: Indexes, refuse: Refuse): Vote => {
    const field = (role: VoteRole) => (indexes[role] === undefined ? undefined : fields[indexes[role]]);
    const user = field('user') ?? '';
    const post = field('post') ?? '';
    const rating = field('rating');
    const at = field('at');
    const problem = checkUser(user, line) ?? checkPost(post, line);
    if (problem) throw refuse(problem);
    const op = rating === undefined ? readAction(field('action') ?? 'like') : readRating(rating);
    if (op === undefined) throw refuse(`cannot tell like from unlike in ${excerptOf(fields.join(','))}`);
    const time = at === undefined ? undefined : readTime(at);
    if (at !== undefined && time === undefined)
      throw refuse(`${excerptOf(at)} is neither a number nor an ISO 8601 date`);
    kind ??= time?.kind;
    if (time && time.kind !== kind)
      throw refuse(`${excerptOf(at ?? '')} is not a ${kind} as on the lines before`);
    return { user, post, op, time };
  };
}

/** Votes of the same time stay in the order of the file. */
function sortByTime(votes: readonly Vote[]): { sorted: readonly Vote[]; isMoved: boolean } {
  const valueOf = ({ time }: Vote) => time?.value ?? 0n;
  const isMoved = votes.some((vote, index) => index > 0 && valueOf(vote) < valueOf(votes[index - 1] ?? vote));
  if (!isMoved) return { sorted: votes, isMoved };
  const sorted = votes.toSorted((a, b) => (valueOf(a) < valueOf(b) ? -1 : Number(valueOf(a) > valueOf(b))));
  return { sorted, isMoved };
}

function describeReading({ file, format, columns }: VoteFileOptions, indexes: Indexes, isMoved: boolean) {
  const notes: string[] = [];
  if (format === 'csv' && indexes.action === undefined)
    notes.push(`${file} has no column of actions: each of its votes is a like`);
  if (format === 'csv' && indexes.at === undefined)
    notes.push(`${file} has no column of times: its votes are taken in the order of the file`);
  if (isMoved) notes.push(`${file} is not in the order of time: it was sorted by ${columns?.at ?? 'at'}`);
  return notes;
}

/** Returns the start of any text, on one line. */
function excerptOf(text: string): string {
  return JSON.stringify(text.length > MAX_EXCERPT ? `${text.slice(0, MAX_EXCERPT)}…` : text);
}
