// The five servers of the local cloud: whatever reaches one of their sockets, it answers or closes the connection, does
// nothing for a request without the access key, and then serves the next request as before.

import assert from 'node:assert/strict';
import { makeTarget } from '../target.ts';
import { exchange } from './exchange.ts';
import { type Input, inputs, makeBytes } from './inputs.ts';
import { type FuzzedServers, startFuzzedServers } from './servers.ts';

let starting: Promise<FuzzedServers> | undefined;

export const localServers = makeTarget(
  'local-servers',
  inputs,
  async (input) => {
    starting ??= startFuzzedServers();
    await check(input, await starting);
  },
  async () => {
    await (await starting)?.close();
    starting = undefined;
  },
);

/** How long a server may take to answer what may be a part of a request. */
const PATIENCE_MS = 50;

async function check(input: Input, servers: FuzzedServers): Promise<void> {
  const { server, isSigned } = input;
  const { port, probe } = servers.of(server);
  const accessKeyId = isSigned ? servers.accessKeyId : 'LOCALAAAAAAAAAAAAAAA';
  const bytes = makeBytes(input, `127.0.0.1:${port}`, accessKeyId);
  const answer = await exchange(port, bytes, PATIENCE_MS);
  assert.ok(answer !== 'silent', `${server} neither answered nor closed the connection`);
  for (const status of answer.statuses) {
    assert.ok(status >= 200 && status < 600, `${server} answered with ${status}`);
    if (!isSigned && server !== 'gateway')
      assert.ok(status >= 400, `${server} answered ${status} to a request without the key`);
  }
  const probed = await exchange(port, probe);
  assert.deepEqual(probed !== 'silent' && probed.statuses, [200], `${server} does not serve any more`);
}
