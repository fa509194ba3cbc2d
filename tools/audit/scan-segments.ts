// Reads a table in segments side by side, within the read capacity that it may use. It keeps each page together with the
// place where the segment goes on.

import type { ReadPage } from '../../adapters/dynamodb/scan.ts';
import { makePace } from '../../traffic/pace.ts';
import type { RunState } from './state.ts';

export interface ScanOptions {
  readonly segments: number;
  /** Read capacity units a second that all segments together may use. */
  readonly unitsPerSecond: number;
  readonly signal: AbortSignal;
  /** Gets the number of items that this scan has read so far. */
  readonly onRead: (read: number) => void;
}

/**
 * @param scan    names the scan in the state
 * @param prepare what must be read before a page is kept, if anything
 * @param keep    takes a page into the state, in the transaction that moves the segment on
 */
export async function scanSegments<T, Prepared = T>(
  state: RunState,
  scan: string,
  readPage: ReadPage<T>,
  { prepare, keep }: { prepare: (items: readonly T[]) => Promise<Prepared>; keep: (page: Prepared) => void },
  { segments, unitsPerSecond, signal, onRead }: ScanOptions,
): Promise<void> {
  const pace = makePace(unitsPerSecond);
  const failed = new AbortController();
  const ended = AbortSignal.any([signal, failed.signal]);
  const stop = (error: unknown) => failed.abort(error);
  await Promise.all(Array.from({ length: segments }, (_, index) => readSegment(index).catch(stop)));
  ended.throwIfAborted();

  async function readSegment(index: number): Promise<void> {
    for (;;) {
      const from = state.segment(scan, index);
      if (from === 'done') return;
      ended.throwIfAborted();
      const page = await readPage({ index, total: segments }, from);
      const prepared = await prepare(page.items);
      ended.throwIfAborted();
      state.transaction(() => {
        keep(prepared);
        state.endPage(scan, index, page.next, page.read, page.capacityUnits);
      });
      onRead(state.itemsRead(scan));
      // The cost of a page is known only afterwards, so the next page waits for it.
      await pace(page.capacityUnits, ended);
    }
  }
}
