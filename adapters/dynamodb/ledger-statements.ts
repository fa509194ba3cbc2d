// The two statements that write a version to the ledger. Each version is an attribute of its own, `v:<lane>:<position>` = stamp, so that
// overlapping attempts never overwrite each other.

import type { LedgerKey } from '../../core/likes/ports.ts';
import type { LedgerStatements } from '../../core/likes/write-version.ts';
import { attributeOf, readLedgerRow } from './ledger-item.ts';
import { plainName } from './plain-name.ts';
import { makeStatementSender, type StatementSenderOptions } from './statement-sender.ts';

export interface LedgerOptions extends Pick<StatementSenderOptions, 'client' | 'limit' | 'hasTime'> {
  readonly table: string;
}

export function makeLedgerStatements({ table, ...options }: LedgerOptions): LedgerStatements {
  const send = makeStatementSender(options);
  return {
    async insert(key, version) {
      const { outcome } = await send({
        text: `INSERT INTO "${table}" VALUE {'userId': ?, 'postId': ?, '${plainName(attributeOf(version))}': ?}`,
        parameters: [...parametersOf(key), { S: version.stamp }],
        itemKey: itemKeyOf(key),
      });
      return outcome === 'done' ? 'inserted' : 'row-exists';
    },

    async update(key, version) {
      const name = plainName(attributeOf(version));
      // The condition has no OR, because MiniStack does not find the key beside one.
      const { outcome, item } = await send({
        text:
          `UPDATE "${table}" SET "${name}" = ? WHERE "userId" = ? AND "postId" = ? ` +
          `AND NOT ("${name}" IS NOT MISSING AND "${name}" > ?) RETURNING ALL OLD *`,
        parameters: [{ S: version.stamp }, ...parametersOf(key), { S: version.stamp }],
        itemKey: itemKeyOf(key),
      });
      if (!item) return { type: 'no-row' };
      return { type: outcome === 'done' ? 'updated' : 'refused', row: readLedgerRow(item) };
    },
  };
}

const parametersOf = ({ userId, postId }: LedgerKey) => [{ S: userId }, { S: postId }];

const itemKeyOf = ({ userId, postId }: LedgerKey) => JSON.stringify([userId, postId]);
