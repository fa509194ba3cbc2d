// Puts the record that accept-like would put.

import { makeLikeStream } from '../../adapters/kinesis/like-stream.ts';
import type { KinesisPuts } from '../../adapters/kinesis/puts.ts';

const ID = '019ab38a-4c00-7000-8000-000000000001';

export async function putOnce(puts: KinesisPuts): Promise<{ statusCode: number; body: string }> {
  const stream = makeLikeStream({ puts, streamName: 'like-events' });
  const stored = await stream.put([{ v: 1, id: ID, postId: 'post-1', userId: ID, op: 'like' }]);
  return { statusCode: stored === 'throttled' ? 503 : 202, body: '' };
}
