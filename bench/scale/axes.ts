// What is varied, one thing at a time, from the same base.

export interface ScaleCase {
  /** Likes go to posts that are drawn from this many. */
  readonly posts: number;
  /** Each counter holds a mark for each lane, and the batches come from the lanes in turn. */
  readonly lanes: number;
  /** Records in a batch. Each holds one like. */
  readonly batch: number;
  /** Counted versions in the row of each person; 0: nobody has a row. */
  readonly versions: number;
}

export type AxisName = keyof ScaleCase;

export interface Axis {
  readonly name: AxisName;
  readonly title: string;
  readonly values: readonly number[];
  /** Why the axis is not flat. It is shown only when a run finds that it is not. */
  readonly why: string;
}

export const BASE: ScaleCase = { posts: 10_000, lanes: 1, batch: 1_000, versions: 0 };

export const AXES: readonly Axis[] = [
  {
    name: 'posts',
    title: 'posts',
    values: [100, 1_000, 10_000, 100_000, 1_000_000],
    why:
      'Likes of one post share a commit. With few posts there is less than a commit for each like; with more posts than ' +
      'records in a batch there is one, and it cannot get worse. The memory of counters is bounded.',
  },
  {
    name: 'lanes',
    title: 'lanes',
    values: [1, 4, 16, 64],
    why:
      'A commit is answered with the whole counter, and a counter holds a mark of some 50 bytes for each lane, which must be ' +
      'parsed. Such a counter takes more write units, too. Hot posts avoid it, because a bucket has few lanes.',
  },
  {
    name: 'batch',
    title: 'records in a batch',
    values: [10, 100, 1_000, 10_000],
    why:
      'A small batch does not fill requests of 25 statements, and its metrics and its bookkeeping are shared by few likes. ' +
      'In a large batch several likes of one post share a commit.',
  },
  {
    name: 'versions',
    title: 'versions in a row',
    values: [0, 1, 3, 6, 12],
    why:
      'Who has a row takes two statements, an insert and an update, and the mark of the post must be read before the ' +
      'delta is known. The marks of up to 100 posts are one request. A row with six versions is compacted, by a request of its own.',
  },
];

/** All cases, each once. */
export function casesOf(axes: readonly Axis[]): ScaleCase[] {
  const cases = axes.flatMap(({ name, values }) => values.map((value) => ({ ...BASE, [name]: value })));
  return [...new Map([BASE, ...cases].map((each) => [nameOf(each), each])).values()];
}

/** Tells cases apart. */
export const nameOf = ({ posts, lanes, batch, versions }: ScaleCase): string =>
  `${posts} posts, ${lanes} lanes, ${batch} records, ${versions} versions`;
