// A stream, a function that writes each batch into a file, and a mapping between them. It works only when functions run on
// this machine.

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { KinesisClient, PutRecordsCommand, UpdateShardCountCommand } from '@aws-sdk/client-kinesis';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { CREDENTIALS, REGION } from '../emulator.ts';
import type { Probe } from './gap.ts';
import { makeFunction } from './tiny-function.ts';
import { makeTinyStack, type Resources } from './tiny-stack.ts';

export interface RecordingFunction {
  readonly outputs: Readonly<Record<string, string>>;
  put(...texts: string[]): Promise<void>;
  reshard(shards: number): Promise<void>;
  /** Returns the batches so far, each as the texts of its records. */
  batches(): string[][];
  /** Waits until the batches meet a condition. */
  waitFor(isSo: (batches: string[][]) => boolean | Promise<boolean>): Promise<string[][]>;
  close(): void;
}

const POLL_MS = 100;
const TIMEOUT_MS = 30_000;

/**
 * @param afterwards what the function does after it has written its batch: JavaScript that knows `texts`, `event` and `file`
 * @param settings the settings of the mapping
 */
export async function makeRecordingFunction(
  probe: Probe,
  afterwards: string,
  settings: Readonly<Record<string, unknown>>,
  more: Resources = {},
): Promise<RecordingFunction> {
  const file = join(probe.dir, `${crypto.randomUUID()}.jsonl`);
  const outputs = await makeTinyStack(probe, { ...makeResources(file, afterwards, settings), ...more });
  const kinesis = new KinesisClient({
    endpoint: probe.endpoint,
    region: REGION,
    credentials: CREDENTIALS,
    requestHandler: new NodeHttpHandler(),
  });
  const StreamName = outputs['Stream'];
  const batches = () =>
    existsSync(file)
      ? readFileSync(file, 'utf8')
          .trim()
          .split('\n')
          .filter(Boolean)
          .map((line) => JSON.parse(line) as string[])
      : [];
  return {
    outputs,
    batches,
    async put(...texts) {
      const Records = texts.map((text) => ({ PartitionKey: 'key', Data: Buffer.from(text) }));
      await kinesis.send(new PutRecordsCommand({ StreamName, Records }));
    },
    async reshard(TargetShardCount) {
      const command = { StreamName, TargetShardCount, ScalingType: 'UNIFORM_SCALING' } as const;
      await kinesis.send(new UpdateShardCountCommand(command));
    },
    async waitFor(isSo) {
      const startMs = Date.now();
      for (;;) {
        const all = batches();
        if (await isSo(all)) return all;
        if (Date.now() - startMs > TIMEOUT_MS)
          throw new Error(`a probe waited in vain; batches: ${JSON.stringify(all)}`);
        await sleep(POLL_MS, undefined, { signal: probe.signal });
      }
    },
    close: () => kinesis.destroy(),
  };
}

function makeResources(
  file: string,
  afterwards: string,
  settings: Readonly<Record<string, unknown>>,
): Resources {
  const code = `
    const { appendFileSync, existsSync } = require('node:fs');
    const file = ${JSON.stringify(file)};
    exports.handler = async (event) => {
      const texts = event.Records.map(({ kinesis }) => Buffer.from(kinesis.data, 'base64').toString());
      appendFileSync(file, JSON.stringify(texts) + '\\n');
      ${afterwards}
    };`;
  return {
    ...makeFunction(code),
    Stream: { Type: 'AWS::Kinesis::Stream', Properties: { ShardCount: 1 } },
    Mapping: {
      Type: 'AWS::Lambda::EventSourceMapping',
      Properties: {
        EventSourceArn: { 'Fn::GetAtt': ['Stream', 'Arn'] },
        FunctionName: { Ref: 'Function' },
        StartingPosition: 'TRIM_HORIZON',
        BatchSize: 100,
        ...settings,
      },
    },
  };
}
