// Runs the micro benchmarks and the cold starts in a process that does nothing else. The functions print their metrics there, and nobody reads them.

import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { measureColdStarts } from '../cold-start/measure.ts';
import { benchAcceptLike, makeFirstLike } from './accept-like.ts';
import { benchBatchLikes } from './batch-likes.ts';
import { benchCountBatch } from './count-batch.ts';
import { iterationsOf } from './iterations.ts';
import type { MicroResults } from './micro-result.ts';

const COLD_PROCESSES = iterationsOf(20);

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

const hotPaths = [
  ...(await benchAcceptLike(assemblyDir)),
  ...(await benchBatchLikes(assemblyDir)),
  ...(await benchCountBatch()),
];
const firstLike = await makeFirstLike(assemblyDir);
const coldStarts = await measureColdStarts(assemblyDir, firstLike, COLD_PROCESSES);
const results: MicroResults = { hotPaths, coldStarts };
process.send?.(results, () => process.exit(0));
