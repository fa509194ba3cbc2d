// The statements of a commit, as calls of the store in memory, and their mutants. Statements of one request are calls of their own here.

import { EMPTY_ITEM } from '../../core/counters/counter-item.ts';
import type { Commit } from '../../core/counters/ports.ts';
import type { CommitStatements, UpdateOutcome } from '../../core/counters/write-commit.ts';
import type { Perform } from './calls.ts';
import type { Mutant } from './mutants.ts';
import type { Store } from './store.ts';

export function makeCommitStatements(
  perform: Perform,
  store: Store,
  mutant: Mutant | undefined,
): CommitStatements {
  return mutate(
    {
      async update(commit) {
        const { done, item } = await perform('updateItem', [commit], () => store.updateItem(commit));
        if (!item) return { type: 'no-item' };
        if (item.commits === 0) return { type: 'no-count' };
        return { type: done ? 'updated' : 'refused', item };
      },
      async insert(commit) {
        const { done } = await perform('insertItem', [commit], () => store.insertItem(commit));
        return done ? 'inserted' : 'item-exists';
      },
    },
    store,
    mutant,
  );
}

const UPDATED: UpdateOutcome = { type: 'updated', item: { ...EMPTY_ITEM, commits: 1 } };

function mutate(statements: CommitStatements, store: Store, mutant: Mutant | undefined): CommitStatements {
  const { insert, update } = statements;
  switch (mutant) {
    case 'commit-error-is-done':
      return {
        insert: (commit) => insert(commit).catch(() => 'inserted'),
        update: (commit) => update(commit).catch(() => UPDATED),
      };
    case 'no-counter-is-done':
      return {
        insert,
        update: async (commit) => {
          const outcome = await update(commit);
          return outcome.type === 'no-item' ? UPDATED : outcome;
        },
      };
    case 'duplicate-counter-is-done':
      return { update, insert: (commit) => insert(commit).then(() => 'inserted') };
    case 'commits-share-an-answer':
      return { insert, update: shareAnswers(update, store) };
    default:
      return statements;
  }
}

const waiting = new WeakMap<Store, Map<string, Promise<UpdateOutcome>>>();

/** A commit to an item that another commit waits for is not sent. It gets the answer of the other one. */
function shareAnswers(update: CommitStatements['update'], store: Store): CommitStatements['update'] {
  const ofStore = waiting.get(store) ?? new Map<string, Promise<UpdateOutcome>>();
  waiting.set(store, ofStore);
  return (commit: Commit) => {
    const name = `${commit.bucket}#${commit.key}`;
    const shared = ofStore.get(name);
    if (shared) return shared;
    const sent = update(commit).finally(() => ofStore.delete(name));
    ofStore.set(name, sent);
    return sent;
  };
}
