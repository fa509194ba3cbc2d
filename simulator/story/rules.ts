// The rules that one can break here, with what each one's absence does. They are mutants of the model whose error shows in a count.

import type { Mutant } from '../../trials/model/mutants.ts';

export interface Rule {
  readonly mutant: Mutant;
  /** The broken rule, as a switch names it. */
  readonly broken: string;
  readonly effect: string;
}

export const RULES: readonly Rule[] = [
  {
    mutant: 'no-mark-condition',
    broken: 'The mark is not checked',
    effect: 'An attempt that comes late adds what another attempt has added already.',
  },
  {
    mutant: 'changed-attribute-only',
    broken: 'A write returns no other versions',
    effect: 'The attempt does not learn that the person had liked before, and counts the like again.',
  },
  {
    mutant: 'duplicate-is-written',
    broken: 'A row that is there is taken for a new one',
    effect: 'A second like of the same person counts as the first one.',
  },
  {
    mutant: 'error-is-written',
    broken: 'A failed write of a version is taken for done',
    effect: 'The attempt goes on without knowing what the row held.',
  },
  {
    mutant: 'commit-error-is-done',
    broken: 'A failed commit is taken for done',
    effect: 'The batch is not repeated, and its likes are never counted.',
  },
  {
    mutant: 'no-counter-is-done',
    broken: 'A missing counter is taken for done',
    effect: 'The first likes of a post are never counted.',
  },
  {
    mutant: 'insert-overwrites-counter',
    broken: 'A new counter replaces the one that is there',
    effect: 'Of two lanes that come first at the same time, one loses its likes.',
  },
  {
    mutant: 'duplicate-counter-is-done',
    broken: 'Somebody else’s counter is taken for one’s own',
    effect: 'Of two lanes that come first at the same time, the second one is never counted.',
  },
  {
    mutant: 'commits-share-an-answer',
    broken: 'Two commits share one answer',
    effect: 'The second commit is never sent, and believes that it was done.',
  },
  {
    mutant: 'one-base-attribute',
    broken: 'Every compaction writes to one place',
    effect: 'A late compaction overwrites what a newer one has left, and the row forgets the latest action.',
  },
  {
    mutant: 'closed-bucket-commits',
    broken: 'A closed bucket takes commits',
    effect: 'The likes go to a bucket that nobody reads any more.',
  },
  {
    mutant: 'root-commits-for-moved-lane',
    broken: 'The root takes commits of a lane that has moved',
    effect: 'A zombie finds its old mark on the root, and adds what the bucket has counted.',
  },
  {
    mutant: 'lanes-move-during-merge',
    broken: 'A merge does not end the split first',
    effect: 'A lane moves to a bucket that was merged, and the bucket is added twice.',
  },
  {
    mutant: 'repeated-take-over',
    broken: 'A bucket may be added twice',
    effect: 'Two mergers add the same bucket to the root.',
  },
  {
    mutant: 'no-tombstone',
    broken: 'A merged bucket is deleted at once',
    effect: 'An attempt that remembers the bucket makes it anew, where nobody reads it.',
  },
];

export const ruleOf = (mutant: Mutant): Rule | undefined => RULES.find((rule) => rule.mutant === mutant);
