// Signs a POST request with Signature Version 4 (source: AWS IAM user guide, "Create a signed AWS API request"). Pure. The tests hold it
// to the signer of the AWS SDK.

import { createHmac, createSecretKey, hash, type KeyObject } from 'node:crypto';
import type { Credentials } from './credentials.ts';

export interface SignableRequest {
  readonly host: string;
  /** As the request line names it. */
  readonly path: string;
  readonly contentType: string;
  readonly target: string;
  readonly body: string;
}

export interface SigningKey {
  readonly region: string;
  /** The day in UTC, for example 20261126. */
  readonly day: string;
  /** Node takes 3 µs to begin an HMAC with this object, and 20 µs with the bytes of the key. */
  readonly key: KeyObject;
}

const SERVICE = 'kinesis';

const hmac = (key: string | Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest();

/** The key depends on secret, day, region and service alone, so that one key serves for a day. */
export function deriveSigningKey(secretAccessKey: string, day: string, region: string): SigningKey {
  const ofDay = hmac(`AWS4${secretAccessKey}`, day);
  const key = createSecretKey(hmac(hmac(hmac(ofDay, region), SERVICE), 'aws4_request'));
  return { region, day, key };
}

/** Returns a time as the signature needs it, for example 20261126T155737Z. Its first eight characters are the day. */
export const toAmzDate = (ms: number): string => new Date(ms).toISOString().replace(/[-:]|\.\d{3}/g, '');

/** Returns the value of the header `Authorization`. */
export function signRequest(
  { host, path, contentType, target, body }: SignableRequest,
  amzDate: string,
  { accessKeyId, sessionToken }: Credentials,
  { region, day, key }: SigningKey,
): string {
  const tokenName = sessionToken === undefined ? '' : 'x-amz-security-token;';
  const tokenLine = sessionToken === undefined ? '' : `x-amz-security-token:${sessionToken}\n`;
  const signedHeaders = `content-type;host;x-amz-date;${tokenName}x-amz-target`;
  const canonicalRequest = `POST
${encodePath(path)}

content-type:${contentType}
host:${host}
x-amz-date:${amzDate}
${tokenLine}x-amz-target:${target}

${signedHeaders}
${hash('sha256', body)}`;
  const scope = `${day}/${region}/${SERVICE}/aws4_request`;
  const toSign = `AWS4-HMAC-SHA256\n${amzDate}\n${scope}\n${hash('sha256', canonicalRequest)}`;
  const signature = createHmac('sha256', key).update(toSign).digest('hex');
  return `AWS4-HMAC-SHA256 Credential=${accessKeyId}/${scope}, SignedHeaders=${signedHeaders}, Signature=${signature}`;
}

/** Only Amazon S3 takes a path that was encoded once. */
const encodePath = (path: string) => (path === '/' ? path : encodeURIComponent(path).replaceAll('%2F', '/'));
