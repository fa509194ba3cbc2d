// Leaves out conditions and breaks rules on purpose. Each mutant shows that the schedules notice a broken rule, and what the rule is
// there for.

export const MUTANTS = {
  'no-mark-condition': 'a commit goes through whatever the mark is',
  'blind-version-write': 'a version is overwritten by a smaller stamp under the same key',
  'duplicate-is-written': 'an insert that finds a row is taken for done',
  'no-row-is-written': 'an update that finds no row is taken for done',
  'read-proves-written': 'an update finds no row, and a row that a read finds then is taken for its work',
  'error-is-written': 'a statement is taken for done although its answer was an error',
  'changed-attribute-only': 'an update returns what it has changed, and not the whole row',
  'commit-error-is-done': "a commit's statement is taken for done although its answer was an error",
  'no-counter-is-done': 'a commit that finds no counter is taken for done',
  'duplicate-counter-is-done': 'a commit that makes the counter, but finds one, is taken for done',
  'insert-overwrites-counter':
    'a commit that makes the counter puts it in the place of the one that is there',
  'commits-share-an-answer':
    'of two commits that wait for one counter, only the first is sent and answers for both',
  'one-base-attribute':
    'compaction keeps the winner in one attribute of the row and overwrites it without a condition',
  'oldest-key-takes-base': 'compaction keeps the winner under the key of another of the counted versions',
  'winner-keeps-its-key': 'compaction leaves the winner under the key that it has; this is not an error',
  'compacts-without-own-commit': 'an attempt that finds its work done compacts all the same',
  'shorten-whatever-is-there': 'an attempt that finds its work done shortens rows that have changed since',
  'closed-bucket-commits': 'a closed bucket takes commits',
  'root-commits-for-moved-lane': 'the root takes commits of a lane that has moved',
  'moved-lane-moves-again': 'a lane that has moved is moved to another bucket',
  'moves-in-old-generation': 'a lane moves to a bucket of a split that is over',
  'lanes-move-during-merge': 'a merge does not end the split before it closes buckets',
  'repeated-take-over': 'a merge adds a bucket that has been added',
  'marks-overwritten-by-merge': 'a merge that comes late adds nothing, but sets the marks of its bucket',
  'forgotten-tombstone': 'a merge does not list the bucket that it has merged',
  'no-tombstone': 'a merged bucket is deleted at once',
  'count-reads-root-last':
    'a reader takes the list of buckets from the root, and the likes of the root from a later read',
  'unsigned-compaction': 'what a compaction leaves looks like any other version',
  'message-deleted-before-put': 'a message of the burst queue is deleted before its record is on the stream',
  'child-before-parent': 'a lane is read before its parents were read to their end',
} as const;

export type Mutant = keyof typeof MUTANTS;

export const isMutant = (name: string): name is Mutant => Object.hasOwn(MUTANTS, name);
