// Runs the micro benchmarks in a process that does nothing else. The functions print their metrics there, and nobody reads them.

import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { benchAcceptLike } from './accept-like.ts';
import { benchBatchLikes } from './batch-likes.ts';
import { benchCountBatch } from './count-batch.ts';

process.on('SIGINT', () => {});
process.on('disconnect', () => process.exit(1));

const [assemblyDir = ''] = process.argv.slice(2);
const stub = fork(join(import.meta.dirname, 'aws-stub.ts'), { execArgv: [] });
const [port] = (await once(stub, 'message')) as [number];
const endpoint = `http://127.0.0.1:${port}`;
Object.assign(process.env, {
  AWS_REGION: 'us-east-1',
  AWS_ACCESS_KEY_ID: 'local',
  AWS_SECRET_ACCESS_KEY: 'local',
  AWS_ENDPOINT_URL: endpoint,
});

const results = [
  ...(await benchAcceptLike(assemblyDir)),
  ...(await benchBatchLikes(assemblyDir)),
  ...(await benchCountBatch()),
];
process.send?.(results, () => process.exit(0));
