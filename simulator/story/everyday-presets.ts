// What happens in the wild, beginning with a batch to which nothing happens.

import type { Preset } from './preset.ts';

export const EVERYDAY: readonly Preset[] = [
  {
    id: 'ordinary',
    title: 'A batch to which nothing happens',
    lesson:
      'An attempt first writes a version to the row of each person, and then adds to the counter and moves the lane’s ' +
      'mark in one write. What lies at or below the mark is counted; what lies above it is not counted yet.',
    before: 'bob likes; run',
    script: 'ann likes; bob unlikes; cleo likes',
  },
  {
    id: 'crash',
    title: 'A crash between ledger and counter',
    lesson:
      'Both versions are written when the attempt crashes. They lie above the mark, so they count as not counted, and the ' +
      'repeat finds the whole delta again.',
    before: 'bob likes; bob unlikes; run',
    script:
      'ann likes; bob likes; start s0; call s0#2; call s0#2; call s0#2; crash s0#2; start s0; ' +
      'call s0#3; call s0#3; call s0#3; call s0#3; call s0#3',
  },
  {
    id: 'answer-lost',
    title: 'The answer to a commit is lost',
    lesson:
      'The count has changed, but the attempt believes that it has not. The batch comes again, finds the mark at its own ' +
      'last position, and stops.',
    before: 'bob likes; run',
    script: 'ann likes; start s0; call s0#2; lose-answer s0#2; start s0; call s0#3; call s0#3; call s0#3',
  },
  {
    id: 'twice',
    title: 'A batch is delivered twice',
    lesson:
      'Two attempts find the same mark and work out the same delta. The commit of the slower one is refused, because the ' +
      'mark is not the one that it has found.',
    before: 'ann likes; ann unlikes; run',
    script:
      'bob likes; ann likes; start s0; again s0#2; call s0#2; call s0#3; call s0#2; call s0#3; call s0#2; ' +
      'call s0#3; call s0#2; call s0#3; call s0#3; call s0#2; call s0#3',
    rule: 'no-mark-condition',
  },
  {
    id: 'zombie',
    title: 'A zombie wakes up',
    lesson:
      'An attempt has found the mark and falls asleep before its commit. Its batch is counted by another attempt. Then it ' +
      'wakes up and commits what it knows. The mark has moved, so the counter refuses it.',
    before: 'ann likes; ann unlikes; run',
    script:
      'ann likes; bob likes; start s0; call s0#2; call s0#2; call s0#2; call s0#2; time-out s0#2; start s0; ' +
      'call s0#3; call s0#3; call s0#3; call s0#3; call s0#3; call s0#3; wake s0#2; call s0#2',
    rule: 'no-mark-condition',
  },
  {
    id: 'duplicate',
    title: 'A producer sends a record again',
    lesson:
      'The record is on the lane twice, at two positions. Both hold the same event with the same number, so the winner in ' +
      'the row does not change, and the second one adds nothing.',
    script: 'ann likes; start s0; call s0#1; call s0#1; call s0#1; duplicate s0 1; start s0',
    rule: 'changed-attribute-only',
  },
  {
    id: 'late-action',
    title: 'An older action arrives later',
    lesson:
      'Ann likes and then takes it back, but the two records have changed places. Her row keeps the action with the greater ' +
      'number, not the one that came last.',
    script: 'bob likes; ann likes; ann unlikes; swap s0 2; bisect s0; start s0',
  },
  {
    id: 'split-and-merge',
    title: 'A hot post is split and merged again',
    lesson:
      'Each lane moves to a bucket after it has committed to the root. The mark that it leaves there is its floor in the ' +
      'bucket. A merge closes the bucket, and one write brings likes and marks back to the root.',
    before: 'ann likes; cleo likes; run',
    script:
      'split; bob likes; dan likes; run; ann unlikes; run; ann likes; cleo unlikes; run; merge; run; cleo likes',
    rule: 'lanes-move-during-merge',
  },
];
