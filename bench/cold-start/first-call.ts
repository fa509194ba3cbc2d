// A fresh process that imports one bundle, calls its handler once, and reports what both took.

import type { FirstCall } from './cold-start.ts';

type Handler = (event: object, context: object) => Promise<{ statusCode: number; body: string }>;

const [file = '', event = '{}'] = process.argv.slice(2);
const context = { awsRequestId: 'bench', getRemainingTimeInMillis: () => 10_000 };

const startedMs = performance.now();
const startedCpu = process.cpuUsage();
const { handler } = (await import(file)) as { handler: Handler };
const { statusCode, body } = await handler(JSON.parse(event) as object, context);
const { user, system } = process.cpuUsage(startedCpu);
const report: FirstCall = {
  milliseconds: performance.now() - startedMs,
  cpuMilliseconds: (user + system) / 1_000,
};
if (statusCode !== 202) throw new Error(`the first call was answered with ${statusCode}: ${body}`);
process.send?.(report, () => process.exit(0));
