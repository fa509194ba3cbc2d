// Writes a commit by statements that are atomic one by one, whatever they travel with. An UPDATE never makes an item, and an INSERT never
// changes one, so that a post's first commit needs both:
//
//   a counter that takes the commit     UPDATE is done       the answer is the item as it is now
//   a counter that does not take it     UPDATE is refused    the item that comes with the refusal tells why
//   no counter                          UPDATE finds none    INSERT makes it, with this commit as its first
//   one that came in between            INSERT finds it      this proves nothing: the single write decides
//   one that nobody has committed to    UPDATE finds no sum  the single write decides, because there is nothing to add to
//
// The single write has the same conditions and makes an item where there is none. So it may follow whatever was answered before it.

import { type CounterItem, EMPTY_ITEM } from './counter-item.ts';
import type { Commit, Counters, ItemOutcome } from './ports.ts';

export type UpdateOutcome =
  /** `item` is the item after the write. */
  | { readonly type: 'updated'; readonly item: CounterItem }
  /** `item` is the item as it was found. */
  | { readonly type: 'refused'; readonly item: CounterItem }
  | { readonly type: 'no-item' }
  /** There is an item without a count, such as a root that was split before its first commit. */
  | { readonly type: 'no-count' };

/** Both reject when it is not known whether they took place. */
export interface CommitStatements {
  /** Changes the item if it exists and takes the commit. */
  readonly update: (commit: Commit) => Promise<UpdateOutcome>;
  /** Makes the item with this commit as its first one, if there is no item. */
  readonly insert: (commit: Commit) => Promise<'inserted' | 'item-exists'>;
}

/** Does what `commit` of the port promises. `single` is a commit that is one write. */
export async function writeCommit(
  { update, insert }: CommitStatements,
  commit: Commit,
  single: Counters['commit'],
): Promise<ItemOutcome> {
  const outcome = await update(commit);
  if (outcome.type === 'updated') return { done: true, item: outcome.item };
  if (outcome.type === 'refused') return { done: false, item: outcome.item };
  if (outcome.type === 'no-count') return single(commit);
  if (!mayMakeItem(commit)) return { done: false, item: undefined };
  return (await insert(commit)) === 'inserted' ? { done: true, item: firstItem(commit) } : single(commit);
}

/** An item that does not exist has no mark, and it takes no commit that asks for an item. */
const mayMakeItem = ({ expected, mustExist }: Commit): boolean =>
  !mustExist && ('below' in expected || expected.exactly === undefined);

const firstItem = ({ lane, mark, delta }: Commit): CounterItem => ({
  ...EMPTY_ITEM,
  count: delta,
  commits: 1,
  marks: new Map([[lane, mark]]),
});
