// Keeps ledger rows in memory, under the condition that the DynamoDB adapter states.

import type { Compaction } from '../../core/likes/compaction.ts';
import { isSameVersion, type LedgerRow, type Version } from '../../core/likes/ledger-row.ts';
import type { LedgerKey } from '../../core/likes/ports.ts';
import { compactedStamp, likedBy, winnerOf } from '../../core/likes/stamp.ts';
import type { Mutant } from './mutants.ts';

interface StoredVersion extends Version {
  /** Set by a mutant only: the version is in the one attribute of the row that holds compacted versions. */
  readonly isBase?: true;
}

export interface UpdateRowOutcome {
  readonly done: boolean;
  /** The row as it was before; undefined when there is none, and then nothing is done. */
  readonly row: LedgerRow | undefined;
}

export class InMemoryLedger {
  readonly #rows = new Map<string, readonly StoredVersion[]>();
  readonly #mutant: Mutant | undefined;

  constructor(mutant?: Mutant) {
    this.#mutant = mutant;
  }

  row(key: LedgerKey): LedgerRow | undefined {
    return this.#rows.get(nameOf(key));
  }

  /** How many people like the post by their rows. */
  likes(postId: string): number {
    let likes = 0;
    for (const [name, row] of this.#rows) {
      if (name.endsWith(`/${postId}`)) likes += likedBy(winnerOf(row.map(({ stamp }) => stamp)));
    }
    return likes;
  }

  insert(key: LedgerKey, version: Version): { done: boolean } {
    if (this.#rows.has(nameOf(key))) return { done: false };
    this.#rows.set(nameOf(key), [version]);
    return { done: true };
  }

  update(key: LedgerKey, version: Version): UpdateRowOutcome {
    const row = this.#rows.get(nameOf(key));
    if (!row) return { done: false, row };
    const same = row.find((other) => !other.isBase && isSameVersion(other, version));
    if (same && same.stamp > version.stamp && this.#mutant !== 'blind-version-write')
      return { done: false, row };
    this.#rows.set(nameOf(key), [...row.filter((other) => other !== same), version]);
    return { done: true, row };
  }

  compact(key: LedgerKey, { base, remove, asFound }: Compaction): { done: boolean } {
    const row = this.#rows.get(nameOf(key)) ?? [];
    if (asFound && this.#mutant !== 'shorten-whatever-is-there' && !isAsFound(row, base, remove))
      return { done: false };
    const gone = [...remove, base];
    const kept = row.filter((version) => !gone.some((other) => isSameVersion(other, version)));
    this.#rows.set(nameOf(key), this.#withBase(kept, base, remove));
    return { done: true };
  }

  #withBase(kept: readonly StoredVersion[], base: Version, remove: readonly Version[]): StoredVersion[] {
    switch (this.#mutant) {
      case 'one-base-attribute':
        return [...kept.filter(({ isBase }) => !isBase), { ...base, isBase: true }];
      case 'oldest-key-takes-base':
        return [...kept, { ...base, ...remove[0], stamp: base.stamp }];
      case 'winner-keeps-its-key': {
        const winner = remove.find(({ stamp }) => compactedStamp(stamp) === compactedStamp(base.stamp));
        return [...kept, { ...base, ...winner, stamp: base.stamp }];
      }
      case 'unsigned-compaction':
        return [...kept, { ...base, stamp: base.stamp.replace('*', '') }];
      default:
        return [...kept, base];
    }
  }
}

function isAsFound(row: LedgerRow, base: Version, remove: readonly Version[]): boolean {
  const own = row.find((version) => isSameVersion(version, base));
  const stands = (version: Version) =>
    row.some((found) => isSameVersion(found, version) && found.stamp === version.stamp);
  return own !== undefined && own.stamp <= base.stamp && remove.every(stands);
}

const nameOf = ({ userId, postId }: LedgerKey) => `${userId}/${postId}`;
