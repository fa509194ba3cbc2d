// Makes a stack of a few resources without the CDK, and returns what became of them.

import { setTimeout as sleep } from 'node:timers/promises';
import { callQuery } from '../emulator.ts';
import type { Probe } from './gap.ts';

export interface Resource {
  readonly Type: string;
  readonly DependsOn?: string;
  readonly DeletionPolicy?: string;
  readonly Properties?: Readonly<Record<string, unknown>>;
}

export type Resources = Readonly<Record<string, Resource>>;

/** Thrown when the stack is not made. */
export class TinyStackError extends Error {
  override readonly name = 'TinyStackError';
}

const POLL_MS = 100;

/** Makes a new stack. Returns the value of `Ref` for each resource, by logical id. */
export async function makeTinyStack(
  { endpoint, signal }: Probe,
  resources: Resources,
): Promise<Record<string, string>> {
  return changeTinyStack({ endpoint, signal }, `gap-${crypto.randomUUID()}`, 'CREATE', resources);
}

/** Makes a stack or changes it. Returns the value of `Ref` for each resource, by logical id. */
export async function changeTinyStack(
  { endpoint, signal }: Pick<Probe, 'endpoint' | 'signal'>,
  StackName: string,
  change: 'CREATE' | 'UPDATE',
  resources: Resources,
): Promise<Record<string, string>> {
  const call = (Action: string, parameters: Record<string, string> = {}) =>
    callQuery(endpoint, 'cloudformation', { Action, Version: '2010-05-15', StackName, ...parameters });
  const Outputs = Object.fromEntries(Object.keys(resources).map((id) => [id, { Value: { Ref: id } }]));
  const changed = await call(change === 'CREATE' ? 'CreateStack' : 'UpdateStack', {
    TemplateBody: JSON.stringify({ Resources: resources, Outputs }),
    'Capabilities.member.1': 'CAPABILITY_IAM',
  });
  if (!changed.includes('<StackId>')) throw new TinyStackError(`a stack of a probe is refused: ${changed}`);
  for (;;) {
    const text = await call('DescribeStacks');
    const status = /<StackStatus>(\w+)<\/StackStatus>/.exec(text)?.[1] ?? 'unknown';
    if (status === `${change}_COMPLETE`) return readOutputs(text);
    if (!status.startsWith(change) || !status.endsWith('_IN_PROGRESS'))
      throw new TinyStackError(`a stack of a probe is ${status}: ${await call('DescribeStackEvents')}`);
    await sleep(POLL_MS, undefined, { signal });
  }
}

/** Deletes the stack and waits until it is deleted. */
export async function deleteTinyStack({ endpoint, signal }: Probe, StackName: string): Promise<void> {
  const call = (Action: string) =>
    callQuery(endpoint, 'cloudformation', { Action, Version: '2010-05-15', StackName });
  await call('DeleteStack');
  for (;;) {
    const status = /<StackStatus>(\w+)<\/StackStatus>/.exec(await call('DescribeStacks'))?.[1];
    if (status === undefined || status === 'DELETE_COMPLETE') return;
    if (status === 'DELETE_FAILED') throw new TinyStackError('a stack of a probe cannot be deleted');
    await sleep(POLL_MS, undefined, { signal });
  }
}

function readOutputs(text: string): Record<string, string> {
  const pairs = text.matchAll(/<OutputKey>([^<]*)<\/OutputKey>\s*<OutputValue>([^<]*)<\/OutputValue>/g);
  return Object.fromEntries([...pairs].map(([, key = '', value = '']) => [key, value]));
}
