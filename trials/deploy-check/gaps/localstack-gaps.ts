// Where LocalStack 4.14.0 differs from AWS.

import type { Gap, Probe } from './gap.ts';
import { callQuery, signedFor } from '../emulator.ts';
import { bisect, using } from './mapping-gaps.ts';
import { makeRecordingFunction } from './recording-function.ts';
import { changeTinyStack, deleteTinyStack, makeTinyStack, type Resources } from './tiny-stack.ts';

/** On AWS the mapping goes on where it was. */
const updateStartsOver: Gap = {
  name: 'a mapping that is updated reads its stream again from the start',
  isThere: (probe) =>
    using(makeRecordingFunction(probe, '', {}), async (fn) => {
      await fn.put('one');
      await fn.waitFor((batches) => batches.length > 0);
      await fetch(`${probe.endpoint}/2015-03-31/event-source-mappings/${fn.outputs['Mapping']}`, {
        method: 'PUT',
        headers: signedFor('lambda'),
        body: JSON.stringify({ BatchSize: 99 }),
      });
      return comesAgain(fn, 'one');
    }),
};

/** On AWS a mapping reads each shard once. */
const reshardStartsOver: Gap = {
  name: 'a mapping reads its whole stream again from the start when a reshard closes a shard',
  isThere: (probe) =>
    using(makeRecordingFunction(probe, '', {}), async (fn) => {
      await fn.put('one');
      await fn.waitFor((batches) => batches.length > 0);
      await fn.reshard(2);
      return comesAgain(fn, 'one');
    }),
};

type Recording = Awaited<ReturnType<typeof makeRecordingFunction>>;

/** Puts records until one that is new has come, and tells whether the old one came twice by then. */
async function comesAgain(fn: Recording, text: string): Promise<boolean> {
  const batches = await fn.waitFor(async (all) => {
    const texts = all.flat();
    if (texts.includes('later')) return true;
    await fn.put('later');
    return false;
  });
  return batches.flat().filter((it) => it === text).length > 1;
}

const makeStream = (ShardCount: number): Resources => ({
  Stream: { Type: 'AWS::Kinesis::Stream', Properties: { ShardCount } },
});

const describeStream = ({ endpoint }: Probe, StreamName: string | undefined) =>
  fetch(endpoint, {
    method: 'POST',
    headers: {
      ...signedFor('kinesis'),
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': 'Kinesis_20131202.DescribeStreamSummary',
    },
    body: JSON.stringify({ StreamName }),
  });

/** On AWS the stream then has two shards. */
const streamUpdate: Gap = {
  name: 'a stack cannot change the number of shards of its stream',
  async isThere(probe) {
    const name = `gap-${crypto.randomUUID()}`;
    const { Stream } = await changeTinyStack(probe, name, 'CREATE', makeStream(1));
    await changeTinyStack(probe, name, 'UPDATE', makeStream(2)).catch(() => {});
    const answer = await describeStream(probe, Stream);
    const { StreamDescriptionSummary: summary } = (await answer.json()) as {
      StreamDescriptionSummary: { OpenShardCount: number };
    };
    return summary.OpenShardCount === 1;
  },
};

/** On AWS the stream stays. */
const retainExceptOnCreate: Gap = {
  name: 'a resource with the DeletionPolicy RetainExceptOnCreate is deleted with its stack',
  async isThere(probe) {
    const name = `gap-${crypto.randomUUID()}`;
    const resources = {
      Stream: {
        Type: 'AWS::Kinesis::Stream',
        DeletionPolicy: 'RetainExceptOnCreate',
        Properties: { ShardCount: 1 },
      },
    };
    const { Stream } = await changeTinyStack(probe, name, 'CREATE', resources);
    await deleteTinyStack(probe, name);
    return !(await describeStream(probe, Stream)).ok;
  },
};

/** On AWS only a call that names the stack by its id tells of it. */
const deletedStacks: Gap = {
  name: 'a stack that was deleted is still in the list of stacks',
  async isThere(probe) {
    const name = `gap-${crypto.randomUUID()}`;
    await changeTinyStack(probe, name, 'CREATE', { Queue: { Type: 'AWS::SQS::Queue' } });
    await deleteTinyStack(probe, name);
    const parameters = { Action: 'DescribeStacks', Version: '2010-05-15' };
    return (await callQuery(probe.endpoint, 'cloudformation', parameters)).includes(name);
  },
};

/** On AWS the stack has an HTTP API. */
const unknownTypes: Gap = {
  name: 'a resource of a type that it does not have is reported as created',
  async isThere(probe) {
    const Properties = { Name: 'gap', ProtocolType: 'HTTP' };
    const { Api } = await makeTinyStack(probe, { Api: { Type: 'AWS::ApiGatewayV2::Api', Properties } });
    const answer = await fetch(`${probe.endpoint}/v2/apis/${Api}`, { headers: signedFor('apigateway') });
    return !answer.ok;
  },
};

export const localstackGaps: readonly Gap[] = [
  bisect,
  updateStartsOver,
  reshardStartsOver,
  streamUpdate,
  retainExceptOnCreate,
  deletedStacks,
  unknownTypes,
];
