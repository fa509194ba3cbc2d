// For each rule a story that goes wrong without it, and well with it.

import type { Preset } from './preset.ts';

export const OF_RULES: readonly Preset[] = [
  {
    id: 'blind-write',
    title: 'A write that does not show the row',
    lesson: 'Only the versions that were there before say that Ann’s first like is counted already.',
    before: 'ann likes; run',
    script: 'ann unlikes; ann likes; bob likes',
    rule: 'changed-attribute-only',
  },
  {
    id: 'row-exists',
    title: 'A person who has liked before',
    lesson:
      'The attempt guesses that Ann has no row. The refusal tells it that she has, and it must look at it.',
    before: 'ann likes; run',
    script: 'duplicate s0 1; bob likes',
    rule: 'duplicate-is-written',
  },
  {
    id: 'version-unknown',
    title: 'The answer to a version is lost',
    lesson:
      'Nobody knows what the row held. So the whole batch must come again, even if the version was written.',
    before: 'ann likes; run',
    script: 'duplicate s0 1; start s0; lose-answer s0#2',
    rule: 'error-is-written',
  },
  {
    id: 'commit-unknown',
    title: 'Nobody knows whether a commit was done',
    lesson: 'The commit may have been done or not. The repeat finds out by the mark.',
    script: 'cleo likes; dan likes; start s1; call s1#1; call s1#1; lose-answer s1#1',
    rule: 'commit-error-is-done',
  },
  {
    id: 'first-like',
    title: 'The first like of a post',
    lesson: 'A commit changes a counter but makes none. The first one must notice, and make the counter.',
    script: 'ann likes; start s0; call s0#1; call s0#1',
    rule: 'no-counter-is-done',
  },
  {
    id: 'first-of-two-lanes',
    title: 'Two lanes make the counter at once',
    lesson: 'Both lanes have found no counter. Only one may make it, and the other one must add to it.',
    script:
      'ann likes; bob likes; cleo likes; start s0; start s1; call s0#1; call s0#1; call s0#1; call s1#2; call s1#2; ' +
      'call s0#1; call s1#2',
    rule: 'insert-overwrites-counter',
  },
  {
    id: 'second-of-two-lanes',
    title: 'A counter that came in between',
    lesson: 'Lane s1 finds that the counter has been made meanwhile. That says nothing about its own likes.',
    script:
      'ann likes; cleo likes; dan likes; start s0; start s1; call s1#2; call s1#2; call s1#2; call s0#1; call s0#1; ' +
      'call s0#1; call s1#2',
    rule: 'duplicate-counter-is-done',
  },
  {
    id: 'shared-answer',
    title: 'Two commits wait for one counter',
    lesson: 'Both lanes commit to the root at the same moment. Each needs an answer of its own.',
    before: 'ann likes; run',
    script:
      'bob likes; cleo likes; dan likes; start s0; start s1; call s0#2; call s1#3; call s1#3; call s0#2',
    rule: 'commits-share-an-answer',
  },
  {
    id: 'late-compaction',
    title: 'A zombie compacts late',
    lesson:
      'Attempt s0#3 falls asleep before it compacts Ann’s row, and another one counts more and compacts it first. Each ' +
      'leaves what it knows under the key of its own batch, so neither takes anything away from the other.',
    before: 'ann likes; run; ann unlikes; run',
    script:
      'ann likes; start s0; call s0#3; call s0#3; call s0#3; call s0#3; time-out s0#3; ann unlikes; start s0; call s0#4; ' +
      'call s0#4; call s0#4; call s0#4; wake s0#3; call s0#3; ann likes',
    rule: 'one-base-attribute',
  },
  {
    id: 'closed-bucket',
    title: 'A commit to a bucket that is being merged',
    lesson:
      'The attempt has read its bucket before the merge. When it commits, the bucket is closed and refuses it.',
    before: 'split; ann likes; run; bob likes; run',
    script:
      'ann unlikes; start s0; call s0#3; call s0#3; merge; call merge#4; call merge#4; call merge#4; call merge#4; ' +
      'call merge#4; call s0#3',
    rule: 'closed-bucket-commits',
  },
  {
    id: 'moved-lane',
    title: 'A zombie commits where its lane has left',
    lesson:
      'Attempt s0#2 has found the mark 1 on the root. Then the lane moves to a bucket, and the mark 1 stays on the root ' +
      'for ever. So the root must refuse a lane that has moved.',
    script:
      'split; ann likes; start s0; call s0#1; call s0#1; call s0#1; time-out s0#1; bob likes; start s0; call s0#2; ' +
      'call s0#2; call s0#2; call s0#2; time-out s0#2; wake s0#1; call s0#1; call s0#1; start s0; call s0#3; call s0#3; ' +
      'call s0#3; call s0#3; call s0#3; call s0#3; call s0#3; call s0#3; call s0#3; wake s0#2; call s0#2',
    rule: 'root-commits-for-moved-lane',
  },
  {
    id: 'moves-while-merging',
    title: 'A lane comes back, and moves again',
    lesson:
      'A name of a bucket must never be used again. So a merge ends the split before it closes buckets.',
    before: 'split; ann likes; run; bob likes; run',
    script: 'merge; run; ann unlikes; run; bob unlikes; run',
    rule: 'lanes-move-during-merge',
  },
  {
    id: 'two-mergers',
    title: 'Two mergers bring back one bucket',
    lesson: 'Both mergers have read that the bucket is open. The root takes it over once.',
    before: 'split; ann likes; run; bob likes; run',
    script:
      'merge; merge; call merge#3; call merge#4; call merge#3; call merge#4; call merge#3; call merge#4; call merge#3; ' +
      'call merge#4; call merge#3; call merge#4',
    rule: 'repeated-take-over',
  },
  {
    id: 'tombstone',
    title: 'An attempt remembers a bucket that is gone',
    lesson:
      'A merged bucket stays as a tombstone, so that whoever still knows it is refused and looks again.',
    before: 'split; ann likes; run; ann unlikes; run',
    script: 'merge; run; bob likes; start s0',
    rule: 'no-tombstone',
  },
];
