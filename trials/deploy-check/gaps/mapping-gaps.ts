// What MiniStack's event source mapping does not do. On AWS, each of these gaps would lose likes or block a lane for ever.

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { CREDENTIALS, REGION } from '../emulator.ts';
import type { Gap, Probe } from './gap.ts';
import { makeRecordingFunction, type RecordingFunction } from './recording-function.ts';

export async function using<Result>(
  made: Promise<RecordingFunction>,
  run: (fn: RecordingFunction) => Promise<Result>,
) {
  const fn = await made;
  try {
    return await run(fn);
  } finally {
    fn.close();
  }
}

/** On AWS the reported record comes again, before what follows it. */
const partialBatchResponse: Gap = {
  name: 'a mapping ignores batchItemFailures: what was reported as unfinished does not come again',
  isThere: (probe) =>
    using(
      makeRecordingFunction(
        probe,
        'return { batchItemFailures: [{ itemIdentifier: event.Records[0].kinesis.sequenceNumber }] };',
        { FunctionResponseTypes: ['ReportBatchItemFailures'] },
      ),
      async (fn) => {
        await fn.put('one');
        await fn.waitFor((batches) => batches.length > 0);
        await fn.put('two');
        const batches = await fn.waitFor((all) => all.some((texts) => texts.includes('two')));
        return batches.filter((texts) => texts.includes('one')).length === 1;
      },
    ),
};

/** On AWS the second attempt has one record. LocalStack has this gap, too. */
export const bisect: Gap = {
  name: 'a mapping ignores BisectBatchOnFunctionError: a failed batch comes again whole',
  isThere: (probe) =>
    using(
      makeRecordingFunction(probe, 'if (texts.length > 1) throw new Error("too many");', {
        BisectBatchOnFunctionError: true,
      }),
      async (fn) => {
        await fn.put('one', 'two');
        const [, second] = await fn.waitFor((batches) => batches.length > 1);
        return second?.length === 2;
      },
    ),
};

/** On AWS the one attempt that is allowed is followed by a message in the queue. */
const retries: Gap = {
  name: 'a mapping ignores MaximumRetryAttempts and the on-failure destination: it tries for ever',
  isThere: (probe) =>
    using(
      makeRecordingFunction(
        probe,
        'throw new Error("always");',
        {
          MaximumRetryAttempts: 0,
          DestinationConfig: { OnFailure: { Destination: { 'Fn::GetAtt': ['Queue', 'Arn'] } } },
        },
        { Queue: { Type: 'AWS::SQS::Queue' } },
      ),
      async (fn) => {
        await fn.put('one');
        const batches = await fn.waitFor(
          async (all) => all.length > 1 || (await hasMessage(probe, fn.outputs['Queue'])),
        );
        return batches.length > 1;
      },
    ),
};

async function hasMessage({ endpoint }: Probe, QueueUrl: string | undefined): Promise<boolean> {
  const sqs = new SQSClient({ endpoint, region: REGION, credentials: CREDENTIALS });
  const { Messages = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl }));
  sqs.destroy();
  return Messages.length > 0;
}

/** On AWS, TRIM_HORIZON holds for shards that come later too. */
const newShards: Gap = {
  name: 'a mapping begins at the end of a shard that a reshard made: records are lost',
  isThere: (probe) => {
    const go = join(probe.dir, 'go');
    return using(
      makeRecordingFunction(
        probe,
        `while (texts.includes('hold') && !existsSync(${JSON.stringify(go)})) await new Promise((wait) => setTimeout(wait, 50));`,
        {},
      ),
      async (fn) => {
        await fn.put('hold');
        await fn.waitFor((batches) => batches.length > 0);
        // While the mapping waits for the function, a new shard appears and gets a record.
        await fn.reshard(2);
        await fn.put('first');
        writeFileSync(go, '');
        const batches = await fn.waitFor(async (all) => {
          if (all.length > 1) return true;
          await fn.put('later');
          return false;
        });
        return !batches.flat().includes('first');
      },
    );
  },
};

export const mappingGaps: readonly Gap[] = [partialBatchResponse, bisect, retries, newShards];
