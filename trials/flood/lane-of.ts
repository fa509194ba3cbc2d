// Says which lane a visitor's likes go through, so that the flood meets people in its own.

import { hashKeyOf, uniformStarts } from '../../local/kinesis/hash-key.ts';

export function laneOf(token: string, lanes: number): number {
  const [, payload = ''] = token.split('.');
  const { sub } = JSON.parse(Buffer.from(payload, 'base64url').toString()) as { sub: string };
  const hashKey = hashKeyOf(sub);
  return uniformStarts(lanes).findLastIndex((start) => start <= hashKey);
}
