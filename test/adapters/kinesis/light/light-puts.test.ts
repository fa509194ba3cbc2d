// What the light client does by itself. test/adapters/kinesis/puts.test.ts has what it shares with the AWS SDK.

import { Agent } from 'node:http';
import { afterEach, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import type { LightPutsOptions } from '../../../../adapters/kinesis/light/light-puts.ts';
import {
  ACKNOWLEDGED,
  acknowledge,
  answer,
  type MisbehavingServer,
  neverAnswer,
  reset,
  startMisbehavingServer,
} from '../misbehaving-server.ts';
import { connectLight, type Limits } from '../puts-clients.ts';

const RECORD = { StreamName: 'like-events', PartitionKey: 'ann', Data: Buffer.from('data') };

let server: MisbehavingServer;
beforeEach(async () => {
  server = await startMisbehavingServer();
});
afterEach(() => server.close());

function connect(limits: Limits = {}, others: Partial<LightPutsOptions> = {}) {
  const { puts, close } = connectLight(server.url, limits, others);
  onTestFinished(close);
  return puts;
}

const headerOf = (request: number, name: string) => String(server.requests[request]?.headers[name]);

describe('connections', () => {
  test('are used again', async () => {
    const puts = connect();
    for (let put = 0; put < 5; put++) await puts.putRecord(RECORD);
    expect(server.connections()).toBe(1);
  });

  test('are as many as the agent allows, however many records wait', async () => {
    const puts = connect();
    await Promise.all(Array.from({ length: 40 }, () => puts.putRecord(RECORD)));
    expect(server.requests).toHaveLength(40);
    expect(server.connections()).toBe(4);
  });

  test('that the server closed while they were idle cost no attempt', async () => {
    const puts = connect();
    await Promise.all(Array.from({ length: 4 }, () => puts.putRecord(RECORD)));
    server.closeIdleConnections();
    // The client has not yet seen that the connections are closed.
    expect(await puts.putRecord(RECORD)).toEqual(ACKNOWLEDGED);
  });

  test('that are reset under a request are given up for others, and only a new one can fail', async () => {
    const puts = connect();
    await Promise.all(Array.from({ length: 4 }, () => puts.putRecord(RECORD)));
    server.follow(reset);
    await expect(puts.putRecord(RECORD)).rejects.toMatchObject({ code: 'ECONNRESET' });
    expect(server.requests).toHaveLength(4 + 4 + 1);
    server.follow(acknowledge);
    expect(await puts.putRecord(RECORD)).toEqual(ACKNOWLEDGED);
  });

  test('fail at once when an answer breaks off', async () => {
    server.follow((response) => {
      response.writeHead(200, { 'content-length': 99 });
      response.write('{"', () => response.destroy());
    });
    await expect(connect().putRecord(RECORD)).rejects.toMatchObject({ code: 'ECONNRESET' });
  });

  test('are given up when an answer never ends or is too large', async () => {
    server.follow((response) => void response.write('{"SequenceNumber":'));
    await expect(connect({ requestTimeoutMs: 100 }).putRecord(RECORD)).rejects.toMatchObject({
      name: 'TimeoutError',
    });
    const puts = connect();
    server.follow(answer(200, `"${'x'.repeat(2_000_000)}"`));
    await expect(puts.putRecord(RECORD)).rejects.toMatchObject({ name: 'AnswerTooLargeError' });
    server.follow(acknowledge);
    expect(await puts.putRecord(RECORD)).toEqual(ACKNOWLEDGED);
  });
});

describe('credentials', () => {
  const FIRST = { AWS_ACCESS_KEY_ID: 'first', AWS_SECRET_ACCESS_KEY: 'one', AWS_SESSION_TOKEN: 'token' };

  test('are those that the environment has at the time of the call', async () => {
    const env: NodeJS.ProcessEnv = { ...FIRST };
    const puts = connect({}, { env, now: () => 0 });
    await puts.putRecord(RECORD);
    Object.assign(env, { AWS_ACCESS_KEY_ID: 'second', AWS_SECRET_ACCESS_KEY: 'two' });
    delete env['AWS_SESSION_TOKEN'];
    await puts.putRecord(RECORD);
    expect(headerOf(0, 'authorization')).toMatch(
      /Credential=first\/19700101\/us-east-1\/.*x-amz-security-token/,
    );
    expect(headerOf(0, 'x-amz-security-token')).toBe('token');
    expect(headerOf(1, 'authorization')).toMatch(/Credential=second\//);
    expect(server.requests[1]?.headers['x-amz-security-token']).toBeUndefined();
  });

  test('of a new secret or a new day have a key of their own', async () => {
    const env: NodeJS.ProcessEnv = { ...FIRST };
    let nowMs = 0;
    const puts = connect({}, { env, now: () => nowMs });
    await puts.putRecord(RECORD);
    env['AWS_SECRET_ACCESS_KEY'] = 'two';
    await puts.putRecord(RECORD);
    expect(headerOf(1, 'authorization')).not.toBe(headerOf(0, 'authorization'));
    nowMs = 86_400_000;
    await puts.putRecord(RECORD);
    const fresh = connect({}, { env, now: () => nowMs });
    await fresh.putRecord(RECORD);
    expect(headerOf(3, 'authorization')).toBe(headerOf(2, 'authorization'));
  });

  test('that are missing are an error with the name that the SDK gives it', async () => {
    await expect(connect({}, { env: {} }).putRecord(RECORD)).rejects.toMatchObject({
      name: 'CredentialsProviderError',
    });
    expect(server.requests).toHaveLength(0);
  });
});

describe('the clock', () => {
  const tooLate = (serverMs: number) =>
    answer(400, { __type: 'InvalidSignatureException' }, { date: new Date(serverMs).toUTCString() });

  test('is corrected for the calls that follow, when there is only one attempt', async () => {
    const puts = connect({}, { now: () => 0 });
    server.follow(tooLate(3_600_000), acknowledge);
    await expect(puts.putRecord(RECORD)).rejects.toMatchObject({ name: 'InvalidSignatureException' });
    await puts.putRecord(RECORD);
    expect(headerOf(1, 'x-amz-date')).toBe('19700101T010000Z');
  });

  test('is believed when an answer tells about the same time, and the refusal is final', async () => {
    const puts = connect({ maxAttempts: 2 }, { now: () => 0 });
    server.follow(tooLate(200_000));
    await expect(puts.putRecord(RECORD)).rejects.toMatchObject({ name: 'InvalidSignatureException' });
    expect(server.requests).toHaveLength(1);
    expect(headerOf(0, 'x-amz-date')).toBe('19700101T000000Z');
  });
});

describe('a record that was given up or put', () => {
  test('is not sent again on another connection', async () => {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    onTestFinished(() => agent.destroy());
    const connectBy = (requestTimeoutMs: number) => connect({ requestTimeoutMs }, { agent });
    await connectBy(20_000).putRecord(RECORD);
    server.follow(neverAnswer, acknowledge);
    await expect(connectBy(100).putRecord(RECORD)).rejects.toMatchObject({ name: 'TimeoutError' });
    // There is one connection, so the last record is behind all that was sent before.
    const puts = connectBy(20_000);
    await puts.putRecord(RECORD);
    await puts.putRecord(RECORD);
    expect(server.requests).toHaveLength(4);
  });

  test('leaves no timer behind', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    onTestFinished(() => void vi.useRealTimers());
    await connect().putRecord(RECORD);
    expect(vi.getTimerCount()).toBe(0);
    await server.close();
    await expect(connect().putRecord(RECORD)).rejects.toMatchObject({ code: 'ECONNREFUSED' });
    expect(vi.getTimerCount()).toBe(0);
  });
});

test('a signal that lives on holds nothing of a record that was put', async () => {
  const { signal } = new AbortController();
  const removed = vi.spyOn(signal, 'removeEventListener');
  await connect().putRecord(RECORD, signal);
  expect(removed).toHaveBeenCalledTimes(1);
});
