// What the runbook asks of a queue when its alarm is over.

import { GetQueueAttributesCommand } from '@aws-sdk/client-sqs';
import { outputOf, type Rig } from './rig.ts';

/** Rejects if messages wait in the queue whose URL is in the output. */
export async function isEmpty(rig: Rig, queue: string): Promise<void> {
  const QueueUrl = outputOf(rig, queue);
  const AttributeNames = ['ApproximateNumberOfMessages' as const];
  const { Attributes } = await rig.clients.sqs.send(
    new GetQueueAttributesCommand({ QueueUrl, AttributeNames }),
  );
  const waiting = Attributes?.['ApproximateNumberOfMessages'];
  if (waiting !== '0') throw new Error(`${queue}: ${waiting} messages still wait`);
}
