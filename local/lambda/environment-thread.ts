// Runs inside the thread of an execution environment. It imports the handler once, then calls it for one invocation at a time.

import { pathToFileURL } from 'node:url';
import { parentPort, workerData } from 'node:worker_threads';
import type { ArmedFault } from './fault-trigger.ts';
import type { InvocationFault } from './invocation-fault.ts';
import type { EnvironmentData, EnvironmentMessage, InvokeMessage } from './messages.ts';

type Handler = (event: unknown, context: object) => unknown;

const { file, exportName, functionName, memoryMb } = workerData as EnvironmentData;
const keeper = parentPort;
if (!keeper) throw new Error('this file must run in a worker thread');

const say = (message: EnvironmentMessage) => keeper.postMessage(message);

void start();

async function start(): Promise<void> {
  try {
    const handler = await importHandler();
    keeper?.on('message', (message: InvokeMessage) => void answer(handler, message));
    say({ type: 'ready' });
  } catch (error) {
    say(describeError(error));
  }
}

async function importHandler(): Promise<Handler> {
  const module = (await import(pathToFileURL(file).href)) as Record<string, unknown>;
  const handler = module[exportName];
  if (typeof handler === 'function') return handler as Handler;
  throw Object.assign(new Error(`${exportName} is not a function that ${file} exports`), {
    name: 'Runtime.HandlerNotFound',
  });
}

async function answer(
  handler: Handler,
  { requestId, payloadJson, deadlineMs, fault }: InvokeMessage,
): Promise<void> {
  const armed = fault && (await arm(fault));
  const answered = await handle(handler, payloadJson, makeContext(requestId, deadlineMs));
  armed?.meet();
  say(answered);
}

async function handle(handler: Handler, payloadJson: string, context: object): Promise<EnvironmentMessage> {
  try {
    const result = await handler(JSON.parse(payloadJson), context);
    return { type: 'done', payloadJson: JSON.stringify(result) ?? 'null' };
  } catch (error) {
    return describeError(error);
  }
}

async function arm(fault: InvocationFault): Promise<ArmedFault> {
  const { armFault } = await import('./fault-trigger.ts');
  return armFault(fault, () => say({ type: 'timed-out' }));
}

function makeContext(awsRequestId: string, deadlineMs: number): object {
  return {
    awsRequestId,
    callbackWaitsForEmptyEventLoop: true,
    functionName,
    functionVersion: '$LATEST',
    getRemainingTimeInMillis: () => Math.max(0, deadlineMs - Date.now()),
    invokedFunctionArn: `arn:aws:lambda:${process.env['AWS_REGION']}:000000000000:function:${functionName}`,
    logGroupName: `/aws/lambda/${functionName}`,
    logStreamName: process.env['AWS_LAMBDA_LOG_STREAM_NAME'],
    memoryLimitInMB: String(memoryMb),
  };
}

function describeError(error: unknown): EnvironmentMessage {
  const { name, message, stack } = error instanceof Error ? error : new Error(String(error));
  return { type: 'error', errorType: name, errorMessage: message, stack: stack ?? '' };
}
