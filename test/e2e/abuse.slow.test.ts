// What operators do against abuse, on the whole system, run by the local cloud. Likes are withdrawn while others like, after a kill
// half-way, and although those whose likes are withdrawn send them again. Every count ends exact.

import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { uuidv7 } from 'uuidv7';
import type { LocalCloud } from '../../local/cloud.ts';
import { runApp } from '../../local/run-app.ts';
import { clientConfigFor } from '../../tools/deployment.ts';
import { audit } from '../../tools/audit/audit.ts';
import { isExact } from '../../tools/audit/audit-report.ts';
import { type Api, openApi } from '../../traffic/api.ts';
import { waitForCounts } from '../../traffic/settle.ts';
import { makeVisitors, type Visitors } from '../../traffic/visitors.ts';
import { runTool } from '../run-tool.ts';

const mainOf = (tool: string) => join(import.meta.dirname, '..', '..', 'tools', tool, 'main.ts');
const POSTS = ['a', 'b', 'c'];
const BOTS = Array.from({ length: 30 }, (_, index) => `bot-${index}`);
const PEOPLE = Array.from({ length: 20 }, (_, index) => `person-${index}`);

let cloud: LocalCloud;
let api: Api;
let visitors: Visitors;
let dir: string;

beforeAll(async () => {
  cloud = await runApp({ context: { shards: '2' } });
  api = openApi({ url: cloud.url });
  visitors = makeVisitors(api);
  dir = mkdtempSync(join(tmpdir(), 'withdraw-'));
}, 120_000);

afterAll(async () => {
  await api.close();
  await cloud.close();
});

async function answerTo(method: 'PUT' | 'DELETE', person: string, postId: string, id = uuidv7()) {
  const headers = {
    authorization: `Bearer ${await visitors.tokenOf(person)}`,
    'idempotency-key': id,
  };
  return await api.call({ method, path: `/v1/posts/${postId}/like`, headers });
}

async function like(person: string, postId: string, id = uuidv7()): Promise<string> {
  expect(await answerTo('PUT', person, postId, id)).toMatchObject({ status: 202 });
  return id;
}

async function userIdOf(person: string): Promise<string> {
  const [, payload = ''] = (await visitors.tokenOf(person)).split('.');
  return (JSON.parse(Buffer.from(payload, 'base64url').toString()) as { sub: string }).sub;
}

async function expectCounts(counts: Record<string, number>): Promise<void> {
  const settled = await waitForCounts(api, new Map(Object.entries(counts)), { unchangedForMs: 30_000 });
  expect(settled).toMatchObject({ differences: [] });
}

const run = (args: string[], onStart?: Parameters<typeof runTool>[2]) =>
  runTool(mainOf('withdraw'), ['--url', cloud.url, ...args], onStart);

interface RecordLine {
  readonly at: string;
  readonly by: string;
  readonly reason: string;
  readonly userId: string;
  readonly postId: string;
  readonly like: string;
  readonly unlike: string;
}

const readRecord = (file: string) =>
  readFileSync(file, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as RecordLine);

test('the likes of bots are withdrawn while others like, over a kill, and their repeats change nothing', async () => {
  const sent = await Promise.all(
    BOTS.flatMap((bot) => POSTS.map(async (postId) => ({ bot, postId, id: await like(bot, postId) }))),
  );
  await Promise.all(PEOPLE.slice(0, 10).map((person) => like(person, 'a')));
  await expectCounts({ a: 40, b: 30, c: 30 });
  const persons = join(dir, 'bots.txt');
  writeFileSync(persons, `${(await Promise.all(BOTS.map(userIdOf))).join('\n')}\n`);
  const dry = await run(['--persons', persons]);
  expect(dry).toMatchObject({ exitCode: 0, stdout: expect.stringMatching(/With --send, 90 likes would be/) });
  await expectCounts({ a: 40, b: 30, c: 30 });

  const record = join(dir, 'bots.jsonl');
  const command = [
    '--persons',
    persons,
    '--send',
    '--reason',
    'click farm',
    '--by',
    'olga',
    '--record',
    record,
  ];
  const killed = await run([...command, '--per-second', '20'], {
    onStart: async (kill) => {
      await vi.waitFor(() => expect(readRecord(record).length).toBeGreaterThan(20), {
        timeout: 60_000,
        interval: 20,
      });
      kill('SIGKILL');
    },
  });
  expect(killed.exitCode).toBe(null);
  expect(readRecord(record).length).toBeLessThan(90);
  // The bots send again what they sent. One of them likes anew, and that like is newer than the start.
  const repeats = Promise.all(sent.map(({ bot, postId, id }) => like(bot, postId, id)));
  const others = Promise.all(PEOPLE.slice(10).map((person) => like(person, 'b')));
  await like('bot-7', 'c');
  const ended = await run(command);
  await Promise.all([repeats, others]);
  expect(ended).toMatchObject({
    stderr: expect.not.stringContaining('Error'),
    exitCode: 0,
    stdout: expect.stringMatching(/Done: nothing of it is left/),
  });
  expect(ended.stdout).toMatch(/^Withdrawn, by post:\n +30 {2}a\n +30 {2}b\n +(29|30) {2}c\n/);
  expect(existsSync(`${record}.state`)).toBe(false);

  await expectCounts({ a: 10, b: 10, c: 1 });
  const lines = readRecord(record);
  expect(new Set(lines.map(({ userId, postId }) => `${userId} ${postId}`)).size).toBeGreaterThanOrEqual(89);
  for (const { by, reason, like: liked, unlike } of lines) {
    expect([by, reason]).toEqual(['olga', 'click farm']);
    expect(unlike > liked).toBe(true);
  }
  // Whatever was sent twice was sent under one id.
  const unlikes = Map.groupBy(lines, ({ userId, postId }) => `${userId} ${postId}`);
  for (const ofLike of unlikes.values()) expect(new Set(ofLike.map(({ unlike }) => unlike)).size).toBe(1);

  const client = new DynamoDBClient(clientConfigFor(cloud.endpoints.dynamodb, cloud.credentials));
  const { CountersTable: countersTable = '', LikesTable: likesTable = '' } = cloud.outputs;
  expect(isExact(await audit({ client, countersTable, likesTable }))).toBe(true);
  client.destroy();
}, 240_000);

test('the likes of a span of time are withdrawn, and those before and after it stay', async () => {
  await like('early', 'span');
  const from = new Date(Date.now() + 1).toISOString();
  await vi.waitFor(() => expect(Date.now()).toBeGreaterThan(Date.parse(from)));
  await Promise.all(PEOPLE.map((person) => like(person, 'span')));
  const to = new Date(Date.now() + 1).toISOString();
  await vi.waitFor(() => expect(Date.now()).toBeGreaterThan(Date.parse(to)));
  await like('late', 'span');
  // Nothing waits until the likes are counted: what is still on its way is found by a later pass.
  const record = join(dir, 'span.jsonl');
  const span = ['--from', from, '--to', to];
  const command = [...span, '--send', '--reason', 'a bug', '--record', record, '--list', '0'];
  // The clock of the answers is up to a second late, and a span must not end in its future.
  const done = { exitCode: 0, stdout: expect.stringMatching(/likes +20\n/) };
  await vi.waitFor(async () => expect(await run(command)).toMatchObject(done), {
    timeout: 60_000,
    interval: 500,
  });
  await expectCounts({ span: 2 });
  expect(new Set(readRecord(record).map(({ userId }) => userId)).size).toBe(20);
}, 120_000);

test('a person and a post are denied within a minute and allowed again, without a deploy', async () => {
  const deny = async (...args: string[]) => {
    const [action = '', ...rest] = args;
    const ran = await runTool(mainOf('deny'), [action, '--url', cloud.url, ...rest]);
    expect(ran).toMatchObject({ exitCode: 0, stderr: '' });
    return ran.stdout;
  };
  const statusOf = async (...like: Parameters<typeof answerTo>) => (await answerTo(...like)).status;
  const withinAMinute = { timeout: 60_000, interval: 500 };
  await like('mallory', 'open');
  await like('ann', 'closing');
  const mallory = await userIdOf('mallory');
  await deny('add', '--person', mallory, '--post', 'closing', '--reason', 'click farm', '--for', '1h');
  expect(await deny('list')).toMatch(
    /^person [^\n]+\n {2}since [^\n]+, by [^\n]+: click farm\npost closing\n/,
  );
  await vi.waitFor(async () => {
    expect(await statusOf('PUT', 'mallory', 'open')).toBe(403);
    expect(await statusOf('PUT', 'ben', 'closing')).toBe(403);
  }, withinAMinute);
  expect(await statusOf('PUT', 'ben', 'open')).toBe(202);
  expect(await statusOf('DELETE', 'ann', 'closing')).toBe(202);
  const { text } = await api.call({ method: 'GET', path: '/v1/posts/closing/likes' });
  expect(JSON.parse(text)).toMatchObject({ postId: 'closing' });
  await deny('remove', '--person', mallory, '--post', 'closing');
  await vi.waitFor(async () => {
    expect(await statusOf('PUT', 'mallory', 'open')).toBe(202);
    expect(await statusOf('PUT', 'ben', 'closing')).toBe(202);
  }, withinAMinute);
  expect(await deny('list')).toBe('Nobody and nothing is denied.\n');
}, 180_000);
