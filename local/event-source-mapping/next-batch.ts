// Decides how many of the items that were read go into the next invocation. Pure.

/** The largest payload of an invocation. source: Lambda guide, event source mappings */
export const MAX_PAYLOAD_BYTES = 6 * 1024 * 1024;

/** Returns the bytes that an item takes in the payload. */
export type SizeOf<Item> = (item: Item) => number;

/** Returns how many items fit the batch size and the payload. If there are any, it returns at least one. */
export function countForBatch<Item>(items: readonly Item[], batchSize: number, sizeOf: SizeOf<Item>): number {
  let bytes = 0;
  let count = 0;
  for (const item of items.slice(0, batchSize)) {
    bytes += sizeOf(item);
    if (count > 0 && bytes > MAX_PAYLOAD_BYTES) break;
    count += 1;
  }
  return count;
}

/** Returns true when waiting longer would not make the batch larger. */
export function isFull<Item>(items: readonly Item[], batchSize: number, sizeOf: SizeOf<Item>): boolean {
  return items.length >= batchSize || countForBatch(items, batchSize, sizeOf) < items.length;
}
