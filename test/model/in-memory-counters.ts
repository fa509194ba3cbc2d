// Counter items in memory, with the conditions that the DynamoDB adapter states.

import { type CounterItem, EMPTY_ITEM, type Observation, ROOT_BUCKET, type SplitState } from '../../core/counter-item.ts';
import type { Commit, ExpectedMark, ItemOutcome, SplitCounters, TakeOver } from '../../core/ports.ts';

/** The methods of the port as plain functions: the effect of one call. */
type Effects = {
  [Method in keyof SplitCounters]: (
    ...args: Parameters<SplitCounters[Method]>
  ) => Awaited<ReturnType<SplitCounters[Method]>>;
};

/** A condition left out on purpose: the model must notice. */
export type CounterMutant =
  | 'no-mark-condition'
  | 'closed-bucket-commits'
  | 'root-commits-for-moved-lane'
  | 'repeated-take-over';

export class InMemoryCounters implements Effects {
  readonly #items = new Map<string, CounterItem>();
  readonly #mutant: CounterMutant | undefined;

  constructor(mutant?: CounterMutant) {
    this.#mutant = mutant;
  }

  read(postId: string, bucket: string): CounterItem | undefined {
    return this.#items.get(nameOf(postId, bucket));
  }

  /** The count as a reader sees it: the root and its open buckets. */
  count(postId: string): number {
    const root = this.read(postId, ROOT_BUCKET) ?? EMPTY_ITEM;
    const buckets = [...root.split.open].map((bucket) => this.read(postId, bucket)?.likes ?? 0);
    return buckets.reduce((sum, likes) => sum + likes, root.likes);
  }

  commit({ postId, bucket, lane, delta, mark, expected }: Commit): ItemOutcome {
    return this.#update(postId, bucket, (item) => {
      const found = item.marks.get(lane);
      if (item.closed && this.#mutant !== 'closed-bucket-commits') return undefined;
      if (item.split.moved.has(lane) && this.#mutant !== 'root-commits-for-moved-lane') return undefined;
      if (!holds(expected, found) && this.#mutant !== 'no-mark-condition') return undefined;
      if (found !== undefined && mark <= found && !this.#mutant)
        throw new Error(`a mark of ${postId} moved back`);
      const marks = new Map(item.marks).set(lane, mark);
      return { ...item, likes: item.likes + delta, commits: item.commits + 1, marks };
    });
  }

  split(postId: string, buckets: number): ItemOutcome {
    return this.#updateSplit(postId, (split) =>
      split.buckets === undefined ? { ...split, buckets, generation: split.generation + 1 } : undefined,
    );
  }

  moveLane({ postId, lane, bucket, generation }: Parameters<SplitCounters['moveLane']>[0]): ItemOutcome {
    return this.#updateSplit(postId, (split) =>
      split.buckets !== undefined && split.generation === generation && !split.moved.has(lane)
        ? {
            ...split,
            moved: new Map(split.moved).set(lane, bucket),
            open: new Set(split.open).add(bucket),
          }
        : undefined,
    );
  }

  observe(postId: string, observation: Observation): void {
    this.#update(postId, ROOT_BUCKET, (root) =>
      root.split.buckets === undefined ? undefined : { ...root, observation },
    );
  }

  unsplit(postId: string, generation: number): ItemOutcome {
    return this.#updateSplit(postId, (split) =>
      split.buckets !== undefined && split.generation === generation
        ? { ...split, buckets: undefined }
        : undefined,
    );
  }

  closeBucket(postId: string, bucket: string): CounterItem {
    const { item = EMPTY_ITEM } = this.#update(postId, bucket, (found) => ({ ...found, closed: true }));
    return item;
  }

  takeOver({ postId, bucket, likes, commits, lanes }: TakeOver): ItemOutcome {
    return this.#update(postId, ROOT_BUCKET, (root) => {
      const { split } = root;
      if (!split.open.has(bucket) && this.#mutant !== 'repeated-take-over') return undefined;
      const moved = new Map(split.moved);
      const marks = new Map(root.marks);
      const open = new Set(split.open);
      open.delete(bucket);
      for (const [lane, mark] of lanes) {
        moved.delete(lane);
        if (mark !== undefined) marks.set(lane, mark);
      }
      return {
        ...root,
        likes: root.likes + likes,
        commits: root.commits + commits,
        marks,
        split: { ...split, moved, open },
      };
    });
  }

  /** The list of split posts is none of the model's concern. */
  forgetSplit(postId: string): ItemOutcome {
    return { done: false, item: this.read(postId, ROOT_BUCKET) };
  }

  #updateSplit(postId: string, change: (split: SplitState) => SplitState | undefined): ItemOutcome {
    return this.#update(postId, ROOT_BUCKET, (root) => {
      const split = change(root.split);
      return split && { ...root, split };
    });
  }

  #update(
    postId: string,
    bucket: string,
    change: (item: CounterItem) => CounterItem | undefined,
  ): ItemOutcome {
    const found = this.#items.get(nameOf(postId, bucket));
    const item = change(found ?? EMPTY_ITEM);
    if (!item) return { done: false, item: found };
    this.#items.set(nameOf(postId, bucket), item);
    return { done: true, item };
  }
}

function holds(expected: ExpectedMark, found: string | undefined): boolean {
  return 'below' in expected ? found === undefined || found < expected.below : found === expected.exactly;
}

const nameOf = (postId: string, bucket: string) => `${postId}/${bucket}`;
