// The bucket of the last resort, through the SDK.

import {
  DeleteObjectCommand,
  GetObjectCommand,
  paginateListObjectsV2,
  type S3Client,
} from '@aws-sdk/client-s3';
import type { KeptObjects } from './redrive-objects.ts';

/** Lambda puts all objects there. source: Lambda guide, Kinesis on-failure destinations */
const PREFIX = 'aws/lambda/';

/** @param pageSize how many keys one request lists; the default is what S3 lists at most */
export function openBucket(client: S3Client, Bucket: string, pageSize = 1_000): KeptObjects {
  return {
    async *keys() {
      for await (const { Contents = [] } of paginateListObjectsV2(
        { client, pageSize },
        { Bucket, Prefix: PREFIX },
      ))
        for (const { Key } of Contents) if (Key !== undefined) yield Key;
    },
    async read(Key) {
      const { Body } = await client.send(new GetObjectCommand({ Bucket, Key }));
      return (await Body?.transformToString()) ?? '';
    },
    async delete(Key) {
      await client.send(new DeleteObjectCommand({ Bucket, Key }));
    },
  };
}
