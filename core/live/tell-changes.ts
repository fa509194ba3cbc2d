// Tells viewers of new counts when what they see changes, and of no post more than once in a second. An example with a post that
// has 1.2 M likes and gets 1,000 a second, where roll-up comes every second:
//
//   1,249,100   "1.2M" was told     nothing is sent
//   1,250,100   "1.3M"              one message for each slot; roll-up ends no sooner than a second after it
//   1,251,100   "1.3M" was told     nothing is sent for about 100 s
//
// Nothing waits in memory, so no count is lost when an execution environment ends, and none of them needs to know of the others:
// - All updates of a post are in one lane, which has one invocation at a time. An invocation that has told something lasts until a
//   second is over. So the next one, wherever it runs, may tell at once, and the last count of a burst is told like any other.
// - The abbreviated counts that were told are kept in a table. Below that every digit is shown, so each count is told, and a viewer
//   who read between two updates is right as well.

import type { Broadcast, NewCount, SlotMessages, SlotsInUse, ToldCounts } from './ports.ts';
import { isShownExactly, isVisibleChange } from './shown-count.ts';

/** The least time between two messages about one post. */
export const TELL_INTERVAL_MS = 1_000;

export interface TellPorts {
  readonly told: ToldCounts;
  readonly messages: SlotMessages;
  readonly slotsInUse: SlotsInUse;
  readonly now: () => number;
  readonly pause: (ms: number) => Promise<void>;
}

export function makeBroadcast({ told, messages, slotsInUse, now, pause }: TellPorts): Broadcast {
  return {
    async send(counts) {
      const newest = newestOf(counts, (one, other) => one.asOfMs < other.asOfMs);
      if (newest.length === 0) return;
      const inUse = await slotsInUse.read();
      if (!inUse) return;
      const kept = await told.read(newest.map(({ postId }) => postId));
      const changes = newest.filter((count) =>
        isNews(keptSince(inUse.sinceMs, kept.get(count.postId)), count),
      );
      if (changes.length === 0) return;
      try {
        await messages.send(changes, inUse.slots);
        // Whoever is interrupted here tells the same counts again.
        await told.keep(changes.filter(({ postId, count }) => !isShownExactly(count) || kept.has(postId)));
      } finally {
        const overMs = now() + TELL_INTERVAL_MS;
        for (let leftMs = TELL_INTERVAL_MS; leftMs > 0; leftMs = overMs - now()) await pause(leftMs);
      }
    },
  };
}

/** While nobody looked, nobody was told, and the count may have become anything. */
const keptSince = (sinceMs: number, kept: NewCount | undefined): NewCount | undefined =>
  kept && kept.asOfMs >= sinceMs ? kept : undefined;

function isNews(kept: NewCount | undefined, { count, asOfMs }: NewCount): boolean {
  if (kept && kept.asOfMs > asOfMs) return false;
  return isShownExactly(count) || isVisibleChange(kept?.count, count);
}

/** Returns the newest count of each post. Of two from one moment the later one wins. */
export function newestOf<Count extends { readonly postId: string }>(
  counts: Iterable<Count>,
  isOlder: (one: Count, other: Count) => boolean,
): Count[] {
  const newest = new Map<string, Count>();
  for (const count of counts) {
    const known = newest.get(count.postId);
    if (!known || !isOlder(count, known)) newest.set(count.postId, count);
  }
  return [...newest.values()];
}
