// The baseline is what one would write first: one UpdateItem per like on the post's counter. It has no ledger, so every
// repeat counts twice, and an unlike without a like counts as minus one.

import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import { UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import type { KinesisStreamEvent } from 'aws-lambda';
import { DYNAMODB_MAX_CONNECTIONS, makeDynamoDB } from '../adapters/clients.ts';
import { meterCapacity } from '../adapters/dynamodb/capacity-meter.ts';
import { keyOf } from '../adapters/dynamodb/counter-item.ts';
import { readKinesisEvent } from '../adapters/kinesis/kinesis-event.ts';
import { makeLimit } from '../adapters/limit.ts';
import { ROOT_BUCKET } from '../core/counters/counter-item.ts';
import { decodeLikeRecord } from '../core/likes/like-record.ts';

const table = process.env['COUNTERS_TABLE'] ?? '';
const client = makeDynamoDB();
const takeCapacityUsed = meterCapacity(client, { [table]: 'Counter' });
const limit = makeLimit(DYNAMODB_MAX_CONNECTIONS);
const metrics = new Metrics();

export async function handler(event: KinesisStreamEvent): Promise<void> {
  const { records } = readKinesisEvent(event);
  const events = records.flatMap(({ data, partitionKey }) => {
    const decoded = decodeLikeRecord(data, partitionKey);
    return decoded.ok ? decoded.events : [];
  });
  await Promise.all(
    events.map(({ postId, op }) =>
      limit(() =>
        client.send(
          new UpdateItemCommand({
            TableName: table,
            Key: keyOf(postId, ROOT_BUCKET),
            UpdateExpression: 'ADD likes :one SET asOf = :asOf',
            ExpressionAttributeValues: {
              ':one': { N: op === 'like' ? '1' : '-1' },
              ':asOf': { S: new Date().toISOString() },
            },
          }),
        ),
      ),
    ),
  );
  const counts = { RecordsReceived: records.length, ...takeCapacityUsed() };
  for (const [name, value] of Object.entries(counts)) metrics.addMetric(name, MetricUnit.Count, value);
  metrics.publishStoredMetrics();
}
