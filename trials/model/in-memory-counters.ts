// Keeps counter items in memory, under the conditions that the DynamoDB adapter states.

import {
  type CounterItem,
  EMPTY_ITEM,
  type Observation,
  ROOT_BUCKET,
  type SplitState,
} from '../../core/counters/counter-item.ts';
import type {
  Commit,
  ExpectedMark,
  ItemOutcome,
  SplitCounters,
  TakeOver,
} from '../../core/counters/ports.ts';
import type { Mutant } from './mutants.ts';

/** The methods of the port as plain functions. Each is the effect of one call. */
type Effects = {
  [Method in keyof SplitCounters]: (
    ...args: Parameters<SplitCounters[Method]>
  ) => Awaited<ReturnType<SplitCounters[Method]>>;
};

export class InMemoryCounters implements Effects {
  readonly #items = new Map<string, CounterItem>();
  /** The buckets that were set to expire. */
  readonly #expiring = new Set<string>();
  readonly #mutant: Mutant | undefined;

  constructor(mutant?: Mutant) {
    this.#mutant = mutant;
  }

  read(key: string, bucket: string): CounterItem | undefined {
    return this.#items.get(nameOf(key, bucket));
  }

  /** Makes the count wrong, as somebody might do by hand. */
  damage(key: string, by: number): void {
    this.#update(key, ROOT_BUCKET, (root) => ({ ...root, count: root.count + by }));
  }

  commit({ key, bucket, lane, delta, mark, expected, mustExist }: Commit): ItemOutcome {
    return this.#update(key, bucket, (item) => {
      if (mustExist && item === EMPTY_ITEM) return undefined;
      if (item.closed && this.#mutant !== 'closed-bucket-commits') return undefined;
      if (item.split.moved.has(lane) && this.#mutant !== 'root-commits-for-moved-lane') return undefined;
      if (!holds(expected, item.marks.get(lane)) && this.#mutant !== 'no-mark-condition') return undefined;
      const marks = new Map(item.marks).set(lane, mark);
      return { ...item, count: item.count + delta, commits: item.commits + 1, marks };
    });
  }

  /** Makes the item with this commit as its first one, whatever the commit expects of it. */
  insert({ key, bucket, lane, delta, mark }: Commit): { done: boolean } {
    const name = nameOf(key, bucket);
    if (this.#items.has(name) && this.#mutant !== 'insert-overwrites-counter') return { done: false };
    this.#items.set(name, { ...EMPTY_ITEM, count: delta, commits: 1, marks: new Map([[lane, mark]]) });
    return { done: true };
  }

  split(key: string, buckets: number): ItemOutcome {
    return this.#update(key, ROOT_BUCKET, ({ split, ...root }) => {
      if (split.buckets !== undefined) return undefined;
      const generation = split.generation + 1;
      return { ...root, split: { ...split, buckets, generation }, observation: undefined };
    });
  }

  observe(key: string, observation: Observation): void {
    this.#update(key, ROOT_BUCKET, (root) =>
      root.split.buckets === undefined ? undefined : { ...root, observation },
    );
  }

  moveLane({ key, lane, bucket, generation }: Parameters<SplitCounters['moveLane']>[0]): ItemOutcome {
    return this.#updateSplit(key, (split) => {
      const isCurrent = split.buckets !== undefined && split.generation === generation;
      if (!isCurrent && this.#mutant !== 'moves-in-old-generation') return undefined;
      if (split.moved.has(lane) && this.#mutant !== 'moved-lane-moves-again') return undefined;
      const moved = new Map(split.moved).set(lane, bucket);
      return { ...split, moved, open: new Set(split.open).add(bucket) };
    });
  }

  unsplit(key: string, generation: number): ItemOutcome {
    if (this.#mutant === 'lanes-move-during-merge') return { done: false, item: this.read(key, ROOT_BUCKET) };
    return this.#updateSplit(key, (split) =>
      split.buckets !== undefined && split.generation === generation
        ? { ...split, buckets: undefined }
        : undefined,
    );
  }

  closeBucket(key: string, bucket: string): CounterItem {
    const { item = EMPTY_ITEM } = this.#update(key, bucket, (found) => ({ ...found, closed: true }));
    return item;
  }

  takeOver({ key, bucket, count, commits, lanes }: TakeOver): ItemOutcome {
    const outcome = this.#update(key, ROOT_BUCKET, (root) => {
      const { split } = root;
      const isLate = !split.open.has(bucket);
      const keepsMarks = this.#mutant === 'marks-overwritten-by-merge';
      if (isLate && this.#mutant !== 'repeated-take-over' && !keepsMarks) return undefined;
      const moved = new Map(split.moved);
      const marks = new Map(root.marks);
      const open = new Set(split.open);
      open.delete(bucket);
      const merged = new Set(split.merged);
      if (this.#mutant !== 'forgotten-tombstone') merged.add(bucket);
      for (const [lane, mark] of lanes) {
        moved.delete(lane);
        if (mark !== undefined) marks.set(lane, mark);
      }
      const addsNothing = isLate && keepsMarks;
      return {
        ...root,
        count: root.count + (addsNothing ? 0 : count),
        mergedCommits: root.mergedCommits + (addsNothing ? 0 : commits),
        marks,
        split: { ...split, moved, open, merged },
      };
    });
    if (outcome.done && this.#mutant === 'no-tombstone') this.#items.delete(nameOf(key, bucket));
    return outcome;
  }

  /** Time does not pass in the model, so nothing is deleted. Throws when the bucket still holds a part of the count. */
  expireBucket(key: string, bucket: string): void {
    if (this.read(key, ROOT_BUCKET)?.split.open.has(bucket))
      throw new Error(`${bucket} would be deleted with its count`);
    this.#expiring.add(nameOf(key, bucket));
  }

  /** The closed buckets of a counter that nobody lets go. */
  standing(key: string): string[] {
    const names = [...this.#items].filter(([, { closed }]) => closed).map(([name]) => name);
    return names.filter((name) => name.startsWith(`${key}/`) && !this.#expiring.has(name));
  }

  forgetSplit(key: string, expired: ReadonlySet<string>): ItemOutcome {
    return this.#updateSplit(key, (split) => {
      if (split.buckets !== undefined || split.open.size > 0) return undefined;
      const isSame =
        split.merged.size === expired.size && [...expired].every((each) => split.merged.has(each));
      if (!isSame) return undefined;
      return { ...split, merged: new Set() };
    });
  }

  unlist(): void {}

  #updateSplit(key: string, change: (split: SplitState) => SplitState | undefined): ItemOutcome {
    return this.#update(key, ROOT_BUCKET, (root) => {
      const split = change(root.split);
      return split && { ...root, split };
    });
  }

  #update(key: string, bucket: string, change: (item: CounterItem) => CounterItem | undefined): ItemOutcome {
    const found = this.#items.get(nameOf(key, bucket));
    const item = change(found ?? EMPTY_ITEM);
    if (!item) return { done: false, item: found };
    this.#items.set(nameOf(key, bucket), item);
    return { done: true, item };
  }
}

function holds(expected: ExpectedMark, found: string | undefined): boolean {
  return 'below' in expected ? found === undefined || found < expected.below : found === expected.exactly;
}

const nameOf = (key: string, bucket: string) => `${key}/${bucket}`;
