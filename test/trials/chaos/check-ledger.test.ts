import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeLedger } from '../../../adapters/dynamodb/ledger.ts';
import { makeLimit } from '../../../adapters/limit.ts';
import { checkLedger, userIdOfToken } from '../../../trials/chaos/check-ledger.ts';
import { RunningTruth } from '../../../trials/chaos/running-truth.ts';
import { LIKES_TABLE, startDynalite, type TestDynamoDB } from '../../adapters/dynamodb/servers.ts';

let dynalite: TestDynamoDB;

beforeAll(async () => {
  dynalite = await startDynalite();
});

afterAll(() => dynalite.close());

test('each row that is wrong or missing is named, with the person and the post', async () => {
  const ledger = makeLedger({
    client: dynalite.client,
    table: LIKES_TABLE,
    limit: makeLimit(1),
    hasTime: () => true,
  });
  const write = (person: string, postId: string, stamp: string, position = '01a') =>
    ledger.writeVersion({ userId: `id-of-${person}`, postId }, { lane: 'abc-0', position, stamp });
  const truth = new RunningTruth();
  truth.add([
    { id: '1', user: 'ann', postId: 'a', op: 'like' },
    { id: '2', user: 'ben', postId: 'a', op: 'like' },
    { id: '3', user: 'cho', postId: 'a', op: 'unlike' },
    { id: '4', user: 'ann', postId: 'b', op: 'like' },
  ]);
  await write('ann', 'a', '0-');
  // The greater stamp wins, whichever was written last.
  await write('ann', 'a', '1+', '01b');
  await write('ann', 'a', '0-', '01c');
  await write('ben', 'a', '2-');
  await write('cho', 'a', '3-');

  const userIdOf = async (person: string) => `id-of-${person}`;
  expect(await checkLedger(dynalite.client, LIKES_TABLE, truth, userIdOf)).toEqual([
    { postId: 'a', person: 'ben', expected: true, found: false },
    { postId: 'b', person: 'ann', expected: true, found: undefined },
  ]);
});

test('a person is who the token says', () => {
  const payload = Buffer.from(JSON.stringify({ sub: 'visitor-1' })).toString('base64url');
  expect(userIdOfToken(`x.${payload}.y`)).toBe('visitor-1');
});
