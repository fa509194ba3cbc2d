// The tools that interfere with a story: what each one does, to what it may be applied, and which happening that is.

import type { Happening } from '../story/happening.ts';
import type { Lane } from '../story/persons.ts';
import type { AttemptView, LaneView, StoryView } from '../story/view.ts';

export type Target =
  | { readonly kind: 'record'; readonly lane: Lane; readonly number: number }
  | { readonly kind: 'lane'; readonly lane: Lane }
  | { readonly kind: 'attempt'; readonly attempt: string }
  | { readonly kind: 'counter' };

export interface Tool {
  readonly id: Exclude<Happening['type'], 'press' | 'start' | 'call' | 'run'>;
  readonly kind: Target['kind'];
  readonly label: string;
  readonly hint: string;
  /** What the tool does to the target; undefined when it cannot be applied to it now. */
  happening(target: Target, view: StoryView): Happening | undefined;
}

type Words = readonly [label: string, hint: string];

function onRecord(
  id: 'duplicate' | 'swap',
  [label, hint]: Words,
  mayApply: (lane: LaneView, number: number) => boolean,
): Tool {
  return {
    id,
    kind: 'record',
    label,
    hint,
    happening(target, { lanes }) {
      const lane = target.kind === 'record' && lanes.find(({ name }) => name === target.lane);
      if (!lane || !mayApply(lane, target.number)) return undefined;
      return { type: id, lane: target.lane, number: target.number };
    },
  };
}

function onAttempt(
  id: 'again' | 'crash' | 'crash-late' | 'lose-answer' | 'time-out' | 'wake',
  [label, hint]: Words,
  mayApply: (attempt: AttemptView) => boolean,
): Tool {
  return {
    id,
    kind: 'attempt',
    label,
    hint,
    happening(target, { attempts }) {
      const attempt = target.kind === 'attempt' && attempts.find(({ name }) => name === target.attempt);
      return attempt && mayApply(attempt) ? { type: id, attempt: attempt.name } : undefined;
    },
  };
}

function onLane(id: 'bisect' | 'reread', [label, hint]: Words, mayApply: (lane: LaneView) => boolean): Tool {
  return {
    id,
    kind: 'lane',
    label,
    hint,
    happening(target, { lanes }) {
      const lane = target.kind === 'lane' && lanes.find(({ name }) => name === target.lane);
      return lane && mayApply(lane) ? { type: id, lane: target.lane } : undefined;
    },
  };
}

function onCounter(
  id: 'split' | 'merge',
  [label, hint]: Words,
  mayApply: (view: StoryView) => boolean,
): Tool {
  return {
    id,
    kind: 'counter',
    label,
    hint,
    happening: ({ kind }, view) => (kind === 'counter' && mayApply(view) ? { type: id } : undefined),
  };
}

const works = ({ state }: AttemptView) => state === 'works';
const sleeps = ({ state }: AttemptView) => state === 'sleeps';

export const TOOLS: readonly Tool[] = [
  onRecord(
    'duplicate',
    ['Send again', 'A producer that got no answer puts the same record on the lane once more.'],
    () => true,
  ),
  onRecord(
    'swap',
    ['Swap', 'The record changes places with the next one. Nobody may have read them yet.'],
    ({ records }, number) => records[number - 1]?.wasRead === false && number < records.length,
  ),
  onAttempt(
    'again',
    ['Deliver twice', 'A second attempt gets the same records while the first one is at work.'],
    ({ batch }) => batch !== undefined,
  ),
  onAttempt(
    'crash',
    ['Crash', 'The attempt stops before its next call, and its batch comes again.'],
    (attempt) => works(attempt) || sleeps(attempt),
  ),
  onAttempt(
    'time-out',
    ['Fall asleep', 'The attempt times out, and its batch comes again. Wake it later as a zombie.'],
    works,
  ),
  onAttempt('wake', ['Wake up', 'An attempt that nobody waits for any more goes on where it was.'], sleeps),
  onAttempt(
    'lose-answer',
    ['Lose answer', 'The next call is made, but the attempt hears that it has failed.'],
    works,
  ),
  onAttempt(
    'crash-late',
    ['Land late', 'The attempt crashes, and the requests that it has sent arrive later.'],
    works,
  ),
  onLane(
    'bisect',
    ['Cut in two', 'The next batches of the lane are half as long, as after a failure on AWS.'],
    ({ records, checkpoint }) => records.length - checkpoint > 1,
  ),
  onLane(
    'reread',
    ['Read again', 'Another reader counts the lane from its first record on.'],
    ({ records }) => records.some(({ wasRead }) => wasRead),
  ),
  onCounter(
    'split',
    ['Split', 'The post is hot. Each lane moves to a bucket after its next commit.'],
    ({ isHot }) => !isHot,
  ),
  onCounter(
    'merge',
    ['Merge', 'The post has cooled. A merger brings the buckets back to the root.'],
    ({ isSplit }) => isSplit,
  ),
];

/** A target as the value of an attribute, and back. */
export const writeTarget = (target: Target): string => JSON.stringify(target);

export const readTarget = (text: string): Target => JSON.parse(text) as Target;
