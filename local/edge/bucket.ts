// A bucket of files in memory, and the bucket as an origin. Each start fills it anew from the assembly.

import { createHash } from 'node:crypto';
import { percentDecode } from './percent-decode.ts';
import type { EdgeRequest, EdgeResponse, Headers } from './edge-message.ts';

export interface BucketFile {
  readonly content: Buffer;
  readonly headers: Headers;
}

/** The files by key. */
export type Bucket = Map<string, BucketFile>;

/** Who may not list a bucket is refused what is not there, and does not learn that it is not there. */
// source: S3 API, GetObject, "Permissions"
const DENIED: EdgeResponse = {
  status: 403,
  headers: [['content-type', 'application/xml']],
  body: Buffer.from('<Error><Code>AccessDenied</Code><Message>Access Denied</Message></Error>'),
};

export function readBucket(bucket: Bucket, { method, path, headers }: EdgeRequest): EdgeResponse {
  const key = percentDecode(path.slice(1));
  const file = key === undefined ? undefined : bucket.get(key);
  if (!file || (method !== 'GET' && method !== 'HEAD')) return DENIED;
  const etag = `"${createHash('md5').update(file.content).digest('hex')}"`;
  const answered: Headers = [...file.headers, ['etag', etag]];
  return headers['if-none-match'] === etag
    ? { status: 304, headers: answered, body: Buffer.alloc(0) }
    : { status: 200, headers: answered, body: file.content };
}
