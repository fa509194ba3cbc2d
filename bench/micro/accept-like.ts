// Measures the bundle of accept-like, called as Lambda calls it. The baseline is the least that accepting a like can cost: the
// same SDK puts the same record.

import { makeKinesis } from '../../adapters/clients.ts';
import { makeLikeStream } from '../../adapters/kinesis/like-stream.ts';
import { makeSdkPuts } from '../../adapters/kinesis/sdk-puts.ts';
import { makeEventIds } from '../../traffic/action.ts';
import { cpuMicrosecondsOf, makeCpuBench } from './cpu-bench.ts';
import { importHandler } from './import-handler.ts';
import { iterationsOf } from './iterations.ts';
import type { MicroResult } from './micro-result.ts';

const ITERATIONS = iterationsOf(1_500);
/** These are enough for warming up, for measuring, and for the few calls by which tinybench gets to know a task. */
const TOKENS = 2 * ITERATIONS + 100;

const CONTEXT = { awsRequestId: 'bench', getRemainingTimeInMillis: () => 10_000 };

type Handler = (event: object, context: object) => Promise<{ statusCode: number; body: string }>;

/** The process's environment must set the SDK's own variables, and name the stub as the endpoint of every service. */
export async function benchAcceptLike(assemblyDir: string): Promise<MicroResult[]> {
  process.env['LIKE_EVENTS_STREAM'] = 'like-events';
  process.env['VISITOR_KEY_SECRET_ARN'] = 'arn:aws:secretsmanager:us-east-1:000000000000:secret:visitor-key';
  process.env['POWERTOOLS_METRICS_NAMESPACE'] = 'bench';
  const acceptLike = await importHandler<Handler>(assemblyDir, 'accept-like');
  const tokens = await issueTokens(assemblyDir, TOKENS);
  const stream = makeLikeStream({ puts: makeSdkPuts(makeKinesis()), streamName: 'like-events' });
  const idOf = makeEventIds(Date.now());
  let order = 0;

  async function accept(token: string): Promise<void> {
    const headers = { authorization: `Bearer ${token}`, 'idempotency-key': idOf(order++) };
    const { statusCode, body } = await acceptLike(
      makeEvent('PUT', '/v1/posts/{postId}/like', headers),
      CONTEXT,
    );
    if (statusCode !== 202) throw new Error(`accept-like answered ${statusCode}: ${body}`);
  }

  const bench = makeCpuBench(ITERATIONS);
  const [known = ''] = tokens;
  const unknown = tokens.slice(1).values();
  bench.add('known token', () => accept(known));
  bench.add('new token', () => accept(unknown.next().value ?? ''));
  bench.add('bare put', async () => {
    const id = idOf(order++);
    await stream.put([{ v: 1, id, postId: 'post-1', userId: id, op: 'like' }]);
  });
  await bench.run();
  const bare = {
    baseline: 'PutRecord by the SDK alone',
    baselineCpuMicrosecondsPerLike: cpuMicrosecondsOf(bench, 'bare put'),
  };
  return ['known token', 'new token'].map((task) => ({
    name: `accept-like: a like with a ${task}`,
    cpuMicrosecondsPerLike: cpuMicrosecondsOf(bench, task),
    ...bare,
  }));
}

async function issueTokens(assemblyDir: string, count: number): Promise<string[]> {
  const issueVisitor = await importHandler<Handler>(assemblyDir, 'issue-visitor');
  const tokens: string[] = [];
  while (tokens.length < count) {
    const { body } = await issueVisitor(makeEvent('POST', '/v1/visitors', {}), CONTEXT);
    tokens.push((JSON.parse(body) as { token: string }).token);
  }
  return tokens;
}

/** Makes an event as an HTTP API of API Gateway sends it, in payload format 2.0. */
function makeEvent(method: string, route: string, headers: Record<string, string>): object {
  const path = route.replace('{postId}', 'post-1');
  return {
    version: '2.0',
    routeKey: `${method} ${route}`,
    rawPath: path,
    rawQueryString: '',
    headers: { host: 'likes.example', 'user-agent': 'bench', ...headers },
    requestContext: {
      accountId: '000000000000',
      apiId: 'bench',
      domainName: 'likes.example',
      domainPrefix: 'likes',
      http: { method, path, protocol: 'HTTP/1.1', sourceIp: '127.0.0.1', userAgent: 'bench' },
      requestId: 'bench',
      routeKey: `${method} ${route}`,
      stage: '$default',
      time: '01/Jan/2026:00:00:00 +0000',
      timeEpoch: 1_767_225_600_000,
    },
    ...(route.includes('{postId}') && { pathParameters: { postId: 'post-1' } }),
    isBase64Encoded: false,
  };
}
