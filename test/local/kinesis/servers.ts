// The servers that the contract tests run against: ours and the maintained mock.

import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { LocalServer } from '../../../local/local-server.ts';
import { startKinesisServer } from '../../../local/kinesis/server.ts';

type Start = () => Promise<LocalServer>;

/** These limits are so wide that no test is throttled by accident, on our server or on the mock. */
const NO_LIMITS = {
  writeRecordsPerSecond: 1e9,
  writeBytesPerSecond: 1e9,
  getRecordsCallsPerSecond: 1e9,
  readBytesPerSecond: 1e9,
};

export const servers: [name: 'our server' | 'kinesis-local', start: Start][] = [
  ['our server', () => startKinesisServer({ limits: NO_LIMITS })],
  ['kinesis-local', startKinesisLocal],
];

const pathOf = (specifier: string) => fileURLToPath(import.meta.resolve(specifier));
const STATE_CHANGES = ['CREATE_STREAM', 'DELETE_STREAM', 'SPLIT_SHARD', 'MERGE_SHARDS', 'UPDATE_SHARD_COUNT'];

async function startKinesisLocal(): Promise<LocalServer> {
  const child = fork(pathOf('kinesis-local/main.js'), {
    execArgv: ['--import', import.meta.resolve('./kinesis-local-preload.ts')],
    env: {
      ...Object.fromEntries(STATE_CHANGES.map((change) => [`${change}_DURATION`, '1ms'])),
      KINESIS_MOCK_CERT_PATH: pathOf('kinesis-local/server.json'),
      SHARD_LIMIT: '10000',
      LOG_LEVEL: 'ERROR',
    },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const exited = once(child, 'exit');
  const [port] = (await Promise.race([
    once(child, 'message'),
    exited.then(() => Promise.reject(new Error('kinesis-local ended before it listened'))),
  ])) as [number];
  return {
    url: `http://127.0.0.1:${port}`,
    async close() {
      // On SIGTERM the mock would wait until its clients hang up.
      child.kill('SIGKILL');
      await exited;
    },
  };
}
