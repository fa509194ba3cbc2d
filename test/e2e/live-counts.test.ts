// Live counts on a whole deployment: whoever looks at a post sees a like within moments, and bad viewers disturb nobody.

import { once } from 'node:events';
import { PutItemCommand, ScanCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { WebSocket } from 'ws';
import { makeMarkSlot } from '../../adapters/viewers/slots-in-use.ts';
import { slotOf } from '../../core/live/connection-slot.ts';
import type { LocalCloud } from '../../local/cloud.ts';
import { runApp } from '../../local/run-app.ts';
import { makeServiceClients } from '../../local/service-clients.ts';
import { planOf } from '../../planner/make-plan.ts';
import { socialMedia } from '../../scenarios/social-media.ts';
import { connectViewer, type Viewer } from './viewer.ts';

let cloud: LocalCloud;
let clients: ReturnType<typeof makeServiceClients>;
let liveUrl: string;
const viewers: Viewer[] = [];

vi.setConfig({ testTimeout: 120_000 });

beforeAll(async () => {
  cloud = await runApp({ context: { shards: '1' } });
  clients = makeServiceClients(cloud.endpoints, cloud.credentials);
  const live = await fetch(`${cloud.url}/v1/live`);
  ({ url: liveUrl } = (await live.json()) as { url: string });
}, 180_000);

afterEach(() => {
  for (const { socket } of viewers.splice(0)) socket.terminate();
});

afterAll(async () => {
  clients?.destroy();
  await cloud?.close();
});

async function newVisitor(): Promise<string> {
  const answer = await fetch(`${cloud.url}/v1/visitors`, { method: 'POST' });
  return ((await answer.json()) as { token: string }).token;
}

async function like(postId: string): Promise<void> {
  const headers = { authorization: `Bearer ${await newVisitor()}` };
  const answer = await fetch(`${cloud.url}/v1/posts/${postId}/like`, { method: 'PUT', headers });
  expect(answer.status).toBe(202);
}

/** Resolves to the status of a handshake that is refused. */
async function refusalOf(protocols: string[]): Promise<number | undefined> {
  const socket = new WebSocket(liveUrl, protocols);
  socket.on('error', () => {});
  const [, response] = (await once(socket, 'unexpected-response')) as [unknown, { statusCode?: number }];
  socket.terminate();
  return response.statusCode;
}

async function connect(): Promise<Viewer> {
  const viewer = await connectViewer(liveUrl, await newVisitor());
  viewers.push(viewer);
  return viewer;
}

const connectionItems = async () =>
  (await clients.dynamodb.send(new ScanCommand({ TableName: tableName() }))).Items ?? [];

const tableName = () =>
  Object.entries(cloud.physicalIds).find(([id]) => id.startsWith('Connections'))?.[1] ?? '';

describe('a handshake', () => {
  test.each([
    ['without a token', ['likes.v1']],
    ['with a forged token', ['likes.v1', 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhbm4ifQ.c2lnbmF0dXJl']],
  ])('%s is refused', async (_, protocols) => {
    expect(await refusalOf(protocols)).toBe(401);
  });
});

describe('a viewer', () => {
  test('that asks for 51 posts or sends malformed frames is told so, and is served afterwards', async () => {
    const viewer = await connect();
    const posts = Array.from({ length: 51 }, (_, index) => `many-${index}`);
    expect(await viewer.subscribe(...posts)).toMatchObject({ type: 'problem', status: 400 });
    await viewer.subscribe(...posts.slice(0, 50));
    expect(await viewer.subscribe('many-50')).toMatchObject({ type: 'problem', status: 400 });
    for (const text of ['no json', '{}', '7', '{"action":"subscribe"}'])
      expect(await viewer.ask(text)).toMatchObject({ type: 'problem', status: 400 });
    expect(await viewer.ask({ action: 'ping' })).toEqual({ type: 'pong' });
  });

  test('sees the like of somebody else, and none after it has unsubscribed', async () => {
    const [ann, bob] = await Promise.all([connect(), connect()]);
    expect(await ann.subscribe('news')).toMatchObject({
      type: 'counts',
      posts: [{ postId: 'news', count: 0, asOf: null }],
    });
    await bob.subscribe('news', 'other');
    const startMs = performance.now();
    await like('news');
    expect(await Promise.all([ann.sees('news', 1), bob.sees('news', 1)])).toEqual([1, 1]);
    console.log(`a like was seen after ${Math.round(performance.now() - startMs)} ms`);
    expect(await ann.ask({ action: 'unsubscribe', posts: ['news'] })).toMatchObject({ type: 'unsubscribed' });
    const seen = ann.frames.length;
    await like('news');
    expect(await bob.sees('news', 2)).toBe(2);
    expect(ann.frames).toHaveLength(seen);
  });

  test('sees the last like of a burst, and is told no more than once a second', async () => {
    const viewer = await connect();
    await viewer.subscribe('burst');
    const before = viewer.frames.length;
    const startMs = performance.now();
    await Promise.all(Array.from({ length: 30 }, () => like('burst')));
    expect(await viewer.sees('burst', 30)).toBe(30);
    const seconds = (performance.now() - startMs) / 1_000;
    expect(viewer.frames.length - before).toBeLessThanOrEqual(1 + Math.ceil(seconds));
  });

  test('that is gone leaves nothing, and the others are told', async () => {
    const [gone, here] = await Promise.all([connect(), connect()]);
    await Promise.all([gone.subscribe('left'), here.subscribe('left')]);
    gone.socket.terminate();
    await like('left');
    expect(await here.sees('left', 1)).toBe(1);
    const watching = async () =>
      (await connectionItems()).filter(({ watched }) => watched?.S?.endsWith('#left')).length;
    await vi.waitFor(async () => expect(await watching()).toBe(1), { timeout: 20_000 });
  });

  test('whose connection is not there any more is taken off the list with the next change', async () => {
    const connectionId = 'AAAAAAAAAAA=';
    const slot = slotOf(connectionId, planOf(socialMedia).capacity.push?.connectionSlots ?? 1);
    const watched = `${slot}#ghost`;
    const Item = { watched: { S: watched }, connectionId: { S: connectionId } };
    await makeMarkSlot({ client: clients.dynamodb, table: tableName(), now: Date.now })(slot);
    await clients.dynamodb.send(new PutItemCommand({ TableName: tableName(), Item }));
    await like('ghost');
    await vi.waitFor(
      async () => expect((await connectionItems()).map((it) => it['watched']?.S)).not.toContain(watched),
      { timeout: 20_000 },
    );
  });

  test('that sends a frame of 128 KB loses its connection, and the others see the next like', async () => {
    const [large, here] = await Promise.all([connect(), connect()]);
    await here.subscribe('large');
    large.socket.send('x'.repeat(128 * 1024));
    const [code] = (await once(large.socket, 'close')) as [number];
    expect(code).toBe(1009);
    await like('large');
    expect(await here.sees('large', 1)).toBe(1);
  });

  test('that stops reading holds up nobody else', async () => {
    const [slow, here] = await Promise.all([connect(), connect()]);
    await Promise.all([slow.subscribe('slow'), here.subscribe('slow')]);
    slow.socket.pause();
    await like('slow');
    expect(await here.sees('slow', 1)).toBe(1);
    slow.socket.resume();
    expect(await slow.sees('slow', 1)).toBe(1);
  });
});
