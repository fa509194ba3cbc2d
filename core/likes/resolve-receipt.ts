// Finds out what became of an action, from the person's ledger row and the marks of the post. The ledger decides: a version whose
// stamp is the action's or a greater one settles the action as soon as the version is counted. An example with literal values, for
// the receipt of a like with the id 5, whose record is at position 20 of lane s0:
//
//   ann's row            mark of s0    state
//   { }                  10            accepted    the batch has not come to it
//   { s0@25: 5+ }        10            accepted    the batch is about to commit
//   { s0@25: 5+ }        25            applied     took effect
//   { s0@40: 9- }        40            applied     overtaken: her later unlike, with the id 9, holds
//   { }                  25            set-aside   the count has passed the record, and the ledger does not have it
//
// A queued action has no place yet. It stays `queued` until the ledger shows it.

import { type ReadItem, readMarks } from '../counters/read-marks.ts';
import type { Position } from '../stream/sequence-number.ts';
import type { LedgerRow } from './ledger-row.ts';
import type { LedgerKey, RecordPlace } from './ports.ts';
import type { Receipt } from './receipt.ts';
import { compactedStamp, type Stamp, stampOf, winnerOf } from './stamp.ts';

export type ReceiptState =
  | { readonly state: 'accepted' | 'queued' | 'shed' | 'set-aside' }
  | { readonly state: 'applied'; readonly effect: 'took-effect' | 'overtaken' };

/** Both reads are strongly consistent. */
export interface ReceiptReader {
  /** Returns the versions of a row. There are none when there is no row. */
  readRow(key: LedgerKey, signal?: AbortSignal): Promise<LedgerRow>;
  readItem(key: string, bucket: string, signal?: AbortSignal): ReturnType<ReadItem>;
}

export async function resolveReceipt(
  reader: ReceiptReader,
  userId: string,
  receipt: Receipt,
  signal?: AbortSignal,
): Promise<ReceiptState> {
  const { postId, issuedAs, place } = receipt;
  if (issuedAs === 'shed') return { state: 'shed' };
  const own = stampOf(receipt);
  const marksOf = (places: readonly RecordPlace[]) => {
    const lanes = new Set(places.map(({ lane }) => lane));
    return readMarks((key, bucket) => reader.readItem(key, bucket, signal), postId, lanes);
  };
  const settling = async () =>
    (await reader.readRow({ userId, postId }, signal)).filter(({ stamp }) => stamp >= own);

  let versions = await settling();
  if (versions.length === 0) {
    if (!place || !isCounted(await marksOf([place]), place)) return { state: issuedAs };
    // The batch may have committed between the two reads. Its version was written before.
    versions = await settling();
    if (versions.length === 0) return { state: 'set-aside' };
  }
  const marks = await marksOf(versions);
  const winner = winnerOf(versions.map(({ stamp }) => stamp));
  if (versions.some((version) => isCounted(marks, version)))
    return { state: 'applied', effect: isSameAction(winner, own) ? 'took-effect' : 'overtaken' };
  // The stream has it, whichever way it came.
  return { state: versions.some(({ stamp }) => isSameAction(stamp, own)) ? 'accepted' : issuedAs };
}

function isCounted(marks: ReadonlyMap<string, Position>, { lane, position }: RecordPlace): boolean {
  const mark = marks.get(lane);
  return mark !== undefined && position <= mark;
}

const isSameAction = (stamp: Stamp | undefined, own: Stamp): boolean =>
  stamp === own || stamp === compactedStamp(own);
