// Compares the ledger with the truth, person by person.

import { type DynamoDBClient, paginateScan } from '@aws-sdk/client-dynamodb';
import { readLedgerRow } from '../../adapters/dynamodb/ledger-item.ts';
import { likedBy, winnerOf } from '../../core/likes/stamp.ts';
import type { RunningTruth } from './running-truth.ts';

export interface LedgerDifference {
  readonly postId: string;
  readonly person: string;
  readonly expected: boolean;
  /** Undefined when there is no row. */
  readonly found: boolean | undefined;
}

/** @param userIdOf returns the id by which the API knows a person */
export async function checkLedger(
  client: DynamoDBClient,
  table: string,
  truth: RunningTruth,
  userIdOf: (person: string) => Promise<string>,
): Promise<LedgerDifference[]> {
  const ledger = await readLikes(client, table);
  const differences: LedgerDifference[] = [];
  for (const postId of truth.counts().keys()) {
    const people = ledger.get(postId);
    for (const [person, expected] of truth.likesOf(postId)) {
      const found = people?.get(await userIdOf(person));
      if (found !== expected) differences.push({ postId, person, expected, found });
    }
  }
  return differences;
}

/** Whether each person likes each post. */
async function readLikes(client: DynamoDBClient, table: string): Promise<Map<string, Map<string, boolean>>> {
  const likes = new Map<string, Map<string, boolean>>();
  for await (const { Items = [] } of paginateScan({ client }, { TableName: table, ConsistentRead: true })) {
    for (const item of Items) {
      const postId = item['postId']?.S ?? '';
      const people = likes.get(postId) ?? new Map<string, boolean>();
      likes.set(postId, people);
      const winner = winnerOf(readLedgerRow(item).map(({ stamp }) => stamp));
      people.set(item['userId']?.S ?? '', likedBy(winner) === 1);
    }
  }
  return likes;
}

/** Returns the `sub` of a visitor's token. */
export function userIdOfToken(token: string): string {
  const [, payload = ''] = token.split('.');
  return (JSON.parse(Buffer.from(payload, 'base64url').toString()) as { sub: string }).sub;
}
