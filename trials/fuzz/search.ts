// Tries the targets in turn, with new inputs each time, until an input breaks one or the time is over.

import type * as fc from 'fast-check';
import type { FuzzTarget } from './target.ts';

/** How many inputs one target gets before the next has its turn. */
const RUNS_PER_TURN = 200;

export interface SearchResult {
  /** How many inputs each target was tried with. */
  readonly runs: ReadonlyMap<string, number>;
  readonly finding: { readonly target: FuzzTarget; readonly details: fc.RunDetails<unknown> } | undefined;
}

export interface SearchOptions {
  readonly targets: readonly FuzzTarget[];
  /** The same seed tries the same inputs. */
  readonly seed: number;
  /** Decides before each turn whether to go on. Its argument is how many inputs were tried so far. */
  readonly goesOn: (runs: number) => boolean;
}

export async function search({ targets, seed, goesOn }: SearchOptions): Promise<SearchResult> {
  const runs = new Map(targets.map(({ name }) => [name, 0]));
  let total = 0;
  for (let turn = 0; goesOn(total); turn++) {
    const target = targets[turn % targets.length];
    if (!target) break;
    const details = await target.check({ seed: seedOfTurn(seed, turn), numRuns: RUNS_PER_TURN });
    total += details.numRuns;
    runs.set(target.name, (runs.get(target.name) ?? 0) + details.numRuns);
    if (details.failed) return { runs, finding: { target, details } };
  }
  return { runs, finding: undefined };
}

/** The seeds of two turns in a row lie far apart. source: Knuth, multiplicative hashing by 2^32 / golden ratio */
const seedOfTurn = (seed: number, turn: number) => Math.imul(seed + turn, 0x9e3779b1);
