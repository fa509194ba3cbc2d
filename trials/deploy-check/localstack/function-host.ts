// Runs the functions of LocalStack on this process's Node.js. LocalStack asks it over HTTP, through the plugin in plugin/.
// Each execution environment is a thread, as in the local cloud, with the variables that LocalStack gives it.

import { createWriteStream } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import type { InvokeResult } from '../../../local/lambda/invoke-result.ts';
import {
  type EnvironmentOptions,
  type ExecutionEnvironment,
  startExecutionEnvironment,
} from '../../../local/lambda/execution-environment.ts';
import { listenOnLoopback } from '../../../local/listen-on-loopback.ts';
import type { LocalServer } from '../../../local/local-server.ts';

type NewEnvironment = Omit<EnvironmentOptions, 'log' | 'onPrinted'>;

interface Kept {
  readonly start: () => ExecutionEnvironment;
  environment: ExecutionEnvironment;
  /** What the code has printed since the last invocation ended. */
  printed: string[];
  readonly timeoutMs: number;
}

interface Answer {
  readonly status: number;
  readonly body: object;
}

const NOT_FOUND: Answer = { status: 404, body: { message: 'there is no such environment' } };

/** Starts the host. Its URL has a part that nobody can guess, because the host runs any code that it is told to run. */
export async function startFunctionHost(logFile: string): Promise<LocalServer> {
  const secret = crypto.randomUUID();
  const environments = new Map<string, Kept>();
  const log = createWriteStream(logFile, { flags: 'a' });

  function put(id: string, options: NewEnvironment): Answer {
    const write = (line: string) => {
      environments.get(id)?.printed.push(line);
      log.write(`${options.name}: ${line}\n`);
    };
    const start = () => startExecutionEnvironment({ ...options, log: write, onPrinted: write });
    environments.set(id, { start, environment: start(), printed: [], timeoutMs: options.timeoutMs });
    return { status: 200, body: {} };
  }

  async function invoke(kept: Kept, requestId: string, payloadJson: string): Promise<Answer> {
    // An environment ends with a timeout or a crash. Lambda then makes a new one.
    if (!kept.environment.alive) kept.environment = kept.start();
    const result = await kept.environment.invoke(payloadJson);
    const logs = [`START RequestId: ${requestId}`, ...kept.printed, `END RequestId: ${requestId}`].join('\n');
    kept.printed = [];
    return { status: 200, body: { ...toAnswer(result, requestId, kept.timeoutMs), logs } };
  }

  async function answer(method: string, url: string, body: string): Promise<Answer> {
    const [, given, folder, id = '', invocations, requestId] = url.split('/');
    if (given !== secret || folder !== 'environments') return NOT_FOUND;
    if (method === 'PUT') return put(id, JSON.parse(body) as NewEnvironment);
    const kept = environments.get(id);
    if (!kept) return NOT_FOUND;
    if (method === 'POST' && invocations === 'invocations' && requestId !== undefined)
      return invoke(kept, requestId, (JSON.parse(body) as { payloadJson: string }).payloadJson);
    if (method !== 'DELETE') return NOT_FOUND;
    environments.delete(id);
    await kept.environment.close();
    return { status: 200, body: {} };
  }

  async function reply(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = '', url = '' } = request;
    const { status, body } = await text(request)
      .then((body) => answer(method, url, body))
      .catch((error: unknown) => ({ status: 500, body: { message: String(error) } }));
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  }

  const server = await listenOnLoopback(createServer((request, response) => void reply(request, response)));
  return {
    url: `${server.url}/${secret}`,
    async close() {
      await Promise.all([...environments.values()].map(({ environment }) => environment.close()));
      await server.close();
      log.end();
    },
  };
}

/** Makes what Lambda answers to an invocation. source: Lambda guide, Node.js errors; the guide's example of a timeout */
function toAnswer(result: InvokeResult, requestId: string, timeoutMs: number) {
  if (result.status === 'ok') return { isError: false, payloadJson: result.payloadJson };
  const error =
    result.status === 'function-error'
      ? { errorType: result.errorType, errorMessage: result.errorMessage }
      : {
          errorType: 'Sandbox.Timedout',
          errorMessage: `RequestId: ${requestId} Error: Task timed out after ${(timeoutMs / 1_000).toFixed(2)} seconds`,
        };
  return { isError: true, payloadJson: JSON.stringify(error) };
}
