// Measures the bundle of accept-like, called as Lambda calls it. The baseline is the least that accepting a like can cost: the
// same SDK puts the same record.

import { makeKinesis, makeKinesisPuts } from '../../adapters/clients.ts';
import { makeLikeStream } from '../../adapters/kinesis/like-stream.ts';
import { makeSdkPuts } from '../../adapters/kinesis/sdk-puts.ts';
import { makeEventIds } from '../../traffic/action.ts';
import { cpuMicrosecondsOf, makeCpuBench } from './cpu-bench.ts';
import { makeHttpApiEvent } from './http-api-event.ts';
import { importHandler } from './import-handler.ts';
import { iterationsOf } from './iterations.ts';
import type { MicroResult } from './micro-result.ts';

const ITERATIONS = iterationsOf(6_000);
/** These are enough for warming up, for measuring, and for the few calls by which tinybench gets to know a task. */
const TOKENS = 2 * ITERATIONS + 100;

const CONTEXT = { awsRequestId: 'bench', getRemainingTimeInMillis: () => 10_000 };

type Handler = (event: object, context: object) => Promise<{ statusCode: number; body: string }>;

/** The process's environment must set the SDK's own variables, and name the stub as the endpoint of every service. */
export async function benchAcceptLike(assemblyDir: string): Promise<MicroResult[]> {
  process.env['LIKE_EVENTS_STREAM'] = 'like-events';
  process.env['POSTS_TABLE'] = 'posts';
  process.env['VISITOR_KEY_SECRET_ARN'] = 'arn:aws:secretsmanager:us-east-1:000000000000:secret:visitor-key';
  process.env['SEAL_KEY_SECRET_ARN'] = 'arn:aws:secretsmanager:us-east-1:000000000000:secret:seal-key';
  process.env['POWERTOOLS_METRICS_NAMESPACE'] = 'bench';
  const acceptLike = await importHandler<Handler>(assemblyDir, 'accept-like');
  const tokens = await issueTokens(assemblyDir, TOKENS);
  const streams = {
    'bare put': makeLikeStream({ puts: makeSdkPuts(makeKinesis()), streamName: 'like-events' }),
    'light put': makeLikeStream({ puts: makeKinesisPuts(), streamName: 'like-events' }),
  };
  const idOf = makeEventIds(Date.now());
  let order = 0;

  async function accept(token: string): Promise<void> {
    const { statusCode, body } = await acceptLike(makeLike(token, idOf(order++)), CONTEXT);
    if (statusCode !== 202) throw new Error(`accept-like answered ${statusCode}: ${body}`);
  }

  const bench = makeCpuBench(ITERATIONS);
  const [known = ''] = tokens;
  const unknown = tokens.slice(1).values();
  bench.add('known token', () => accept(known));
  bench.add('new token', () => accept(unknown.next().value ?? ''));
  for (const [task, stream] of Object.entries(streams)) {
    bench.add(task, async () => {
      const id = idOf(order++);
      await stream.put([{ v: 1, id, postId: 'post-1', userId: id, op: 'like' }]);
    });
  }
  await bench.run();
  const bare = {
    baseline: 'PutRecord by the SDK alone',
    baselineCpuMicrosecondsPerLike: cpuMicrosecondsOf(bench, 'bare put'),
  };
  const names = {
    'known token': 'accept-like: a like with a known token',
    'new token': 'accept-like: a like with a new token',
    'light put': 'PutRecord by the light client alone',
  };
  return Object.entries(names).map(([task, name]) => ({
    name,
    cpuMicrosecondsPerLike: cpuMicrosecondsOf(bench, task),
    ...bare,
  }));
}

/** Makes a like that accept-like takes in, as the first request of an environment. */
export async function makeFirstLike(assemblyDir: string): Promise<object> {
  const [token = ''] = await issueTokens(assemblyDir, 1);
  return makeLike(token, makeEventIds(Date.now())(0));
}

const makeLike = (token: string, id: string): object =>
  makeHttpApiEvent('PUT', '/v1/posts/{postId}/like', {
    authorization: `Bearer ${token}`,
    'idempotency-key': id,
  });

async function issueTokens(assemblyDir: string, count: number): Promise<string[]> {
  const issueVisitor = await importHandler<Handler>(assemblyDir, 'issue-visitor');
  const tokens: string[] = [];
  while (tokens.length < count) {
    const { body } = await issueVisitor(makeHttpApiEvent('POST', '/v1/visitors', {}), CONTEXT);
    tokens.push((JSON.parse(body) as { token: string }).token);
  }
  return tokens;
}
