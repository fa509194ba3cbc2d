// The two statements that commit to a counter. They have the conditions of `commitUpdate`, and no OR: MiniStack does not find the key beside
// one. An item without a count is left alone, because a statement can only add to a number that is there.

import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import type { Commit, ExpectedMark, SplitCounters } from '../../core/counters/ports.ts';
import { type CommitStatements, writeCommit } from '../../core/counters/write-commit.ts';
import { COUNTER_KEY, keyOf, keyTextOf, markOf, movedOf, readCounterItem } from './counter-item.ts';
import type { CountersOptions } from './counters.ts';
import { plainName } from './plain-name.ts';
import { makeStatementSender, type StatementSenderOptions } from './statement-sender.ts';

/** Lets the commits of a moment travel together. A commit that statements cannot do goes by itself, as before. */
export function commitTogether(counters: SplitCounters, options: CommitOptions): SplitCounters {
  const statements = makeCommitStatements(options);
  const single: SplitCounters['commit'] = (commit) => counters.commit(commit);
  return { ...counters, commit: (commit) => writeCommit(statements, commit, single) };
}

type CommitOptions = CountersOptions & Pick<StatementSenderOptions, 'hasTime'>;

export function makeCommitStatements({ table, now, ...options }: CommitOptions): CommitStatements {
  const send = makeStatementSender(options);
  const asOf = () => ({ S: new Date(now()).toISOString() });
  return {
    async update({ key, bucket, lane, delta, mark, expected }) {
      const itemKey = keyTextOf(keyOf(key, bucket));
      const markName = plainName(markOf(lane));
      const { condition, values } = markCondition(markName, expected);
      const { outcome, item } = await send({
        text:
          `UPDATE "${table}" SET "likes" = "likes" + ? SET "commits" = "commits" + ? SET "${markName}" = ? SET "asOf" = ? ` +
          `WHERE "${COUNTER_KEY}" = ? AND "likes" IS NOT MISSING AND "commits" IS NOT MISSING AND "closed" IS MISSING ` +
          `AND "${plainName(movedOf(lane))}" IS MISSING AND ${condition} RETURNING ALL NEW *`,
        parameters: [{ N: String(delta) }, { N: '1' }, { S: mark }, asOf(), { S: itemKey }, ...values],
        itemKey,
      });
      if (!item) return { type: 'no-item' };
      if (outcome === 'done') return { type: 'updated', item: readCounterItem(item) };
      if (!item['likes'] || !item['commits']) return { type: 'no-count' };
      return { type: 'refused', item: readCounterItem(item) };
    },

    async insert({ key, bucket, lane, delta, mark }: Commit) {
      const itemKey = keyTextOf(keyOf(key, bucket));
      const { outcome } = await send({
        text: `INSERT INTO "${table}" VALUE {'${COUNTER_KEY}': ?, 'likes': ?, 'commits': ?, '${plainName(markOf(lane))}': ?, 'asOf': ?}`,
        parameters: [{ S: itemKey }, { N: String(delta) }, { N: '1' }, { S: mark }, asOf()],
        itemKey,
      });
      return outcome === 'done' ? 'inserted' : 'item-exists';
    },
  };
}

function markCondition(
  name: string,
  expected: ExpectedMark,
): { condition: string; values: AttributeValue[] } {
  if ('below' in expected)
    return {
      condition: `NOT ("${name}" IS NOT MISSING AND "${name}" >= ?)`,
      values: [{ S: expected.below }],
    };
  if (expected.exactly === undefined) return { condition: `"${name}" IS MISSING`, values: [] };
  return { condition: `"${name}" = ?`, values: [{ S: expected.exactly }] };
}
