// What a write of an item consumes of a global secondary index.
// source: DynamoDB guide, "Using Global Secondary Indexes", write capacity units

import type { IndexDescription } from './table-description.ts';

export type Item = Readonly<Record<string, unknown>>;

export interface IndexWrite {
  readonly key: string;
  readonly units: number;
}

/** Returns the value of a key attribute, whatever its type. A key attribute has one type in all items. */
export function keyValueOf(attribute: unknown): string | undefined {
  if (typeof attribute !== 'object' || attribute === null) return undefined;
  const [value] = Object.values(attribute);
  return typeof value === 'string' ? value : undefined;
}

/**
 * Returns the writes of the index, of which there are two when the item moves within it.
 *
 * @param tableKeys the key attributes of the table, which every index holds
 * @param unitsOf returns the write units of an entry
 */
export function findIndexWrites(
  { KeySchema, Projection }: IndexDescription,
  tableKeys: readonly string[],
  before: Item | undefined,
  after: Item | undefined,
  unitsOf: (entry: Item) => number,
): IndexWrite[] {
  const indexKeys = KeySchema.map(({ AttributeName }) => AttributeName);
  const projected =
    Projection.ProjectionType === 'ALL'
      ? undefined
      : [...new Set([...indexKeys, ...tableKeys, ...(Projection.NonKeyAttributes ?? [])])];

  function entryOf(item: Item | undefined): Item | undefined {
    if (!item || indexKeys.some((name) => item[name] === undefined)) return undefined;
    return projected
      ? Object.fromEntries(projected.flatMap((name) => (name in item ? [[name, item[name]]] : [])))
      : item;
  }

  const write = (entry: Item, units: number): IndexWrite => ({
    key: keyValueOf(entry[indexKeys[0] ?? '']) ?? '',
    units,
  });

  const [old, fresh] = [entryOf(before), entryOf(after)];
  if (!old || !fresh) return [old, fresh].flatMap((entry) => (entry ? [write(entry, unitsOf(entry))] : []));
  const changed = (name: string) => !isSame(old[name], fresh[name]);
  if (indexKeys.some(changed)) return [write(old, unitsOf(old)), write(fresh, unitsOf(fresh))];
  if (![...new Set([...Object.keys(old), ...Object.keys(fresh)])].some(changed)) return [];
  return [write(fresh, Math.max(unitsOf(old), unitsOf(fresh)))];
}

const isSame = (one: unknown, other: unknown) =>
  one === other || JSON.stringify(one) === JSON.stringify(other);
