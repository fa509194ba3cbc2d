// A queue on a real server, and a mapping that delivers its messages to a function in the test.

import {
  CreateQueueCommand,
  GetQueueAttributesCommand,
  type MessageAttributeValue,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  SetQueueAttributesCommand,
} from '@aws-sdk/client-sqs';
import { onTestFinished } from 'vitest';
import type { Clock } from '../../../local/event-source-mapping/clock.ts';
import { startSqsMapping } from '../../../local/event-source-mapping/sqs-mapping.ts';
import { makeSqsMessages } from '../../../local/event-source-mapping/sqs-messages.ts';
import { readSqsSettings } from '../../../local/event-source-mapping/sqs-settings.ts';
import type { InvokeResult } from '../../../local/lambda/invoke-result.ts';
import { makeServiceClients } from '../../../local/service-clients.ts';
import { startSqsServer } from '../../../local/sqs/server.ts';
import type { JsonObject } from '../../../local/template/template.ts';

export interface DeliveredRecord {
  readonly messageId: string;
  readonly receiptHandle: string;
  readonly body: string;
  readonly attributes: Readonly<Record<string, string>>;
}

type Answer = (records: DeliveredRecord[], invocation: number) => InvokeResult | Promise<InvokeResult>;

export interface MappingOptions {
  readonly properties?: JsonObject;
  readonly machineConcurrency?: number;
  readonly clock?: Clock;
}

const ARN_PREFIX = 'arn:aws:sqs:us-east-1:000000000000:';

export interface QueueRig {
  send(bodies: readonly string[], MessageAttributes?: Record<string, MessageAttributeValue>): Promise<void>;
  /** Moves messages to the dead-letter queue after so many receives. */
  setMaxReceiveCount(maxReceiveCount: number): Promise<void>;
  count(queue?: 'likes' | 'dead'): Promise<{ visible: number; invisible: number }>;
  receiveDead(): Promise<{ body?: string; receiveCount?: string }[]>;
  start(
    answer: Answer,
    options?: MappingOptions,
  ): { readonly close: () => Promise<void>; readonly batches: DeliveredRecord[][] };
}

/** Messages of the queue are invisible for two seconds, if no other timeout is given. */
export async function makeQueueRig({ visibilityTimeoutSeconds = 2 } = {}): Promise<QueueRig> {
  const server = await startSqsServer();
  onTestFinished(() => server.close());
  const { url } = server;
  const clients = makeServiceClients({ dynamodb: url, kinesis: url, sqs: url, secretsManager: url });
  onTestFinished(() => clients.destroy());
  const { sqs } = clients;
  const urlOf = (queue: string) => `${url}/000000000000/${queue}`;
  const VisibilityTimeout = String(visibilityTimeoutSeconds);
  await sqs.send(new CreateQueueCommand({ QueueName: 'likes', Attributes: { VisibilityTimeout } }));
  await sqs.send(new CreateQueueCommand({ QueueName: 'dead' }));

  return {
    async send(bodies, MessageAttributes) {
      for (let from = 0; from < bodies.length; from += 10) {
        const Entries = bodies.slice(from, from + 10).map((MessageBody, index) => ({
          Id: String(index),
          MessageBody,
          ...(MessageAttributes && { MessageAttributes }),
        }));
        await sqs.send(new SendMessageBatchCommand({ QueueUrl: urlOf('likes'), Entries }));
      }
    },
    async setMaxReceiveCount(maxReceiveCount) {
      const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: `${ARN_PREFIX}dead`, maxReceiveCount });
      await sqs.send(
        new SetQueueAttributesCommand({ QueueUrl: urlOf('likes'), Attributes: { RedrivePolicy } }),
      );
    },
    async count(queue = 'likes') {
      const command = new GetQueueAttributesCommand({ QueueUrl: urlOf(queue), AttributeNames: ['All'] });
      const { Attributes } = await sqs.send(command);
      return {
        visible: Number(Attributes?.ApproximateNumberOfMessages),
        invisible: Number(Attributes?.ApproximateNumberOfMessagesNotVisible),
      };
    },
    async receiveDead() {
      const command = new ReceiveMessageCommand({
        QueueUrl: urlOf('dead'),
        MaxNumberOfMessages: 10,
        MessageSystemAttributeNames: ['ApproximateReceiveCount'],
      });
      const { Messages = [] } = await sqs.send(command);
      return Messages.map(({ Body, Attributes }) => ({
        ...(Body !== undefined && { body: Body }),
        ...(Attributes?.ApproximateReceiveCount && { receiveCount: Attributes.ApproximateReceiveCount }),
      }));
    },
    start(answer, { properties = {}, machineConcurrency = 100, clock } = {}) {
      const queueArn = `${ARN_PREFIX}likes`;
      const batches: DeliveredRecord[][] = [];
      const mapping = startSqsMapping({
        queueArn,
        messages: makeSqsMessages(sqs, urlOf('likes'), queueArn),
        visibilityTimeoutSeconds,
        async invoke(payloadJson) {
          const { Records } = JSON.parse(payloadJson) as { Records: DeliveredRecord[] };
          return answer(Records, batches.push(Records));
        },
        settings: readSqsSettings(properties),
        machineConcurrency,
        ...(clock && { clock }),
        log: () => {},
      });
      onTestFinished(() => mapping.close());
      return { batches, close: () => mapping.close() };
    },
  };
}
