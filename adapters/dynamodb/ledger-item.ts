// The item of a ledger row.

import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import type { LedgerRow, Version } from '../../core/likes/ledger-row.ts';

export type Item = Record<string, AttributeValue>;

const VERSION_ATTRIBUTE = /^v:([^:]+):([^:]+)$/;

export const attributeOf = ({ lane, position }: Version) => `v:${lane}:${position}`;

/** Returns the ledger row that an item of the table `likes` holds. */
export function readLedgerRow(item: Item): LedgerRow {
  const versions: Version[] = [];
  for (const [name, value] of Object.entries(item)) {
    const [, lane, position] = VERSION_ATTRIBUTE.exec(name) ?? [];
    if (lane && position && value.S) versions.push({ lane, position, stamp: value.S });
  }
  return versions;
}
