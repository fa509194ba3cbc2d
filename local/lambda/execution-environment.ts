// One execution environment: a thread that holds the handler and runs one invocation at a time. It ends at the first timeout
// or crash, as on Lambda.

import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Worker } from 'node:worker_threads';
import type { InvocationFault } from './invocation-fault.ts';
import type { InvokeResult } from './invoke-result.ts';
import type { EnvironmentData, EnvironmentMessage, InvokeMessage } from './messages.ts';
import { threadSource } from './thread-source.ts';

/** The init phase may take 10 s. source: Lambda guide, execution environment */
const INIT_TIMEOUT_MS = 10_000;

/** With Node's default each thread grows by 50 MB more, and nothing gets faster. */
const YOUNG_GENERATION_MB = 8;

export interface EnvironmentOptions {
  readonly name: string;
  readonly codeDir: string;
  /** `file.export`, for example `index.handler`. */
  readonly handler: string;
  /** Everything that the code finds in process.env, except what Lambda itself sets. */
  readonly environment: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
  readonly memoryMb: number;
  readonly log: (line: string) => void;
  /** Gets what the code prints, line by line. Without it the lines go to `log`. */
  readonly onPrinted?: ((line: string) => void) | undefined;
}

export interface ExecutionEnvironment {
  /** False once the environment has ended. It then takes no more invocations. */
  readonly alive: boolean;
  invoke(payloadJson: string, fault?: InvocationFault): Promise<InvokeResult>;
  /** Settles when the thread has ended. */
  readonly ended: Promise<void>;
  close(): Promise<void>;
}

/** What one invocation waits for. */
type Answer = { readonly message: EnvironmentMessage } | { readonly ended: string } | 'late';

/** Starts the thread at once; the first invocation waits until the handler is imported. */
export function startExecutionEnvironment(options: EnvironmentOptions): ExecutionEnvironment {
  const { name, timeoutMs, log, onPrinted = (line) => log(`${name}: ${line}`) } = options;
  const worker = new Worker(threadSource(), {
    eval: true,
    name,
    workerData: dataOf(options),
    env: { ...options.environment, ...lambdaVariables(options) },
    execArgv: [],
    stdout: true,
    stderr: true,
    resourceLimits: {
      maxOldGenerationSizeMb: options.memoryMb,
      maxYoungGenerationSizeMb: YOUNG_GENERATION_MB,
    },
  });
  for (const stream of [worker.stdout, worker.stderr]) {
    createInterface({ input: stream }).on('line', onPrinted);
  }
  let alive = true;
  let answer: ((answer: Answer) => void) | undefined;
  const nextAnswer = (withinMs: number) =>
    new Promise<Answer>((resolve) => {
      const timer = setTimeout(() => answer?.('late'), withinMs);
      answer = (given) => {
        answer = undefined;
        clearTimeout(timer);
        resolve(given);
      };
    });
  const end = (reason: string) => {
    alive = false;
    answer?.({ ended: reason });
  };
  // Nobody waits for the answer of a zombie, so its environment ends with it.
  worker.on('message', (message: EnvironmentMessage) => (answer ? answer({ message }) : void close()));
  worker.on('error', (error) => end(error.message));
  const ended = new Promise<void>((resolve) => {
    worker.on('exit', (code) => {
      end(`the environment ended with exit code ${code}`);
      resolve();
    });
  });

  async function close(): Promise<void> {
    alive = false;
    await worker.terminate();
  }

  async function fail(errorType: string, errorMessage: string, stack = ''): Promise<InvokeResult> {
    log(`${name}: ERROR ${stack || `${errorType}: ${errorMessage}`}`);
    return { status: 'function-error', errorType, errorMessage };
  }

  async function toResult(given: Answer): Promise<InvokeResult> {
    if (given === 'late') {
      await close();
      log(`${name}: ERROR the invocation timed out after ${timeoutMs / 1_000} s`);
      return { status: 'timeout' };
    }
    if ('ended' in given) return fail('Runtime.ExitError', given.ended);
    const { message } = given;
    if (message.type === 'timed-out') {
      alive = false;
      log(`${name}: ERROR the invocation timed out, and goes on as a zombie`);
      return { status: 'timeout' };
    }
    if (message.type === 'error') return fail(message.errorType, message.errorMessage, message.stack);
    return { status: 'ok', payloadJson: message.type === 'done' ? message.payloadJson : 'null' };
  }

  const ready = nextAnswer(INIT_TIMEOUT_MS).then(async (given) => {
    const result = await toResult(given);
    if (result.status !== 'ok') await close();
    return result;
  });

  return {
    get alive() {
      return alive;
    },
    ended,
    async invoke(payloadJson, fault) {
      const init = await ready;
      if (init.status !== 'ok') return init;
      if (!alive) return fail('Runtime.ExitError', 'the environment has ended');
      const answered = nextAnswer(timeoutMs);
      const message: InvokeMessage = {
        requestId: randomUUID(),
        payloadJson,
        deadlineMs: Date.now() + timeoutMs,
        ...(fault && { fault }),
      };
      worker.postMessage(message);
      return toResult(await answered);
    },
    close,
  };
}

function dataOf({ name, codeDir, handler, memoryMb }: EnvironmentOptions): EnvironmentData {
  const dot = handler.lastIndexOf('.');
  const files = ['.js', '.mjs'].map((extension) => join(codeDir, handler.slice(0, dot) + extension));
  const file = files.find(existsSync) ?? files.join(' or ');
  return { file, exportName: handler.slice(dot + 1), functionName: name, memoryMb };
}

/** source: Lambda guide, defined runtime environment variables. */
function lambdaVariables({ name, codeDir, handler, memoryMb }: EnvironmentOptions): Record<string, string> {
  return {
    _HANDLER: handler,
    AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(memoryMb),
    AWS_LAMBDA_FUNCTION_NAME: name,
    AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
    AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
    AWS_LAMBDA_LOG_GROUP_NAME: `/aws/lambda/${name}`,
    AWS_LAMBDA_LOG_STREAM_NAME: randomUUID(),
    LAMBDA_TASK_ROOT: codeDir,
    TZ: ':UTC',
  };
}
