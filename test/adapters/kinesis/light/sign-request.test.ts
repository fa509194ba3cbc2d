import { createHash, createHmac, type Hash, type Hmac } from 'node:crypto';
import { SignatureV4 } from '@smithy/signature-v4';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Credentials } from '../../../../adapters/kinesis/light/credentials.ts';
import {
  deriveSigningKey,
  type SignableRequest,
  signRequest,
  toAmzDate,
} from '../../../../adapters/kinesis/light/sign-request.ts';

/** What the official signer needs to hash with. */
class Sha256 {
  readonly #hash: Hash | Hmac;
  constructor(secret?: string | ArrayBuffer | ArrayBufferView) {
    const key = secret as Parameters<typeof createHmac>[1] | undefined;
    this.#hash = key === undefined ? createHash('sha256') : createHmac('sha256', key);
  }
  update(data: Uint8Array): void {
    this.#hash.update(data);
  }
  async digest(): Promise<Uint8Array> {
    return this.#hash.digest();
  }
  reset(): void {}
}

async function signOfficially(
  { host, path, contentType, target, body }: SignableRequest,
  date: Date,
  { accessKeyId, secretAccessKey, sessionToken }: Credentials,
  region: string,
): Promise<string | undefined> {
  const credentials = {
    accessKeyId,
    secretAccessKey,
    ...(sessionToken === undefined ? {} : { sessionToken }),
  };
  const signer = new SignatureV4({
    credentials,
    region,
    service: 'kinesis',
    sha256: Sha256,
    applyChecksum: false,
  });
  const headers = { host, 'content-type': contentType, 'x-amz-target': target };
  const request = { method: 'POST', protocol: 'https:', hostname: host, path, query: {}, headers, body };
  const signed = await signer.sign(request, { signingDate: date });
  return signed.headers['authorization'];
}

function sign(request: SignableRequest, date: Date, credentials: Credentials, region: string): string {
  const amzDate = toAmzDate(date.getTime());
  const key = deriveSigningKey(credentials.secretAccessKey, amzDate.slice(0, 8), region);
  return signRequest(request, amzDate, credentials, key);
}

/** Printable ASCII without a space, as keys and tokens are. */
const printable = (size: { minLength: number; maxLength: number }) =>
  fc.string({ unit: fc.integer({ min: 0x21, max: 0x7e }).map((code) => String.fromCharCode(code)), ...size });

const anyRequest = fc.record({
  host: fc.oneof(
    fc.domain(),
    fc.tuple(fc.domain(), fc.integer({ min: 1, max: 65_535 })).map((it) => it.join(':')),
  ),
  path: fc.constantFrom('/', '/base', '/base/', '/a/b-c_d~e', '/with%20space', '/%C3%A9'),
  contentType: fc.constantFrom('application/x-amz-json-1.1', 'application/json'),
  target: fc.constantFrom('Kinesis_20131202.PutRecord', 'Kinesis_20131202.PutRecords'),
  body: fc.oneof(
    fc.string({ unit: 'binary', maxLength: 2_000 }),
    fc.json(),
    fc.base64String().map((Data) => JSON.stringify({ StreamName: 'like-events', PartitionKey: 'é😀', Data })),
  ),
});
const anyCredentials: fc.Arbitrary<Credentials> = fc.record({
  accessKeyId: printable({ minLength: 1, maxLength: 128 }),
  secretAccessKey: printable({ minLength: 1, maxLength: 128 }),
  sessionToken: fc.option(printable({ minLength: 1, maxLength: 1_000 }), { nil: undefined }),
});
const anyDate = fc.date({ min: new Date('1970-01-01'), max: new Date('2999-12-31'), noInvalidDate: true });
const anyRegion = fc.oneof(
  fc.constantFrom('us-east-1', 'cn-north-1', 'eu-isoe-west-1'),
  fc.stringMatching(/^[a-z0-9-]{1,30}$/),
);

const REQUEST: SignableRequest = {
  host: 'kinesis.us-east-1.amazonaws.com',
  path: '/',
  contentType: 'application/x-amz-json-1.1',
  target: 'Kinesis_20131202.PutRecord',
  body: '{}',
};
const CREDENTIALS = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret', sessionToken: undefined };

describe('the signature of a request', () => {
  test('is the same, byte for byte, as that of the official signer', async () => {
    await fc.assert(
      fc.asyncProperty(
        anyRequest,
        anyDate,
        anyCredentials,
        anyRegion,
        async (request, date, credentials, region) => {
          expect(sign(request, date, credentials, region)).toBe(
            await signOfficially(request, date, credentials, region),
          );
        },
      ),
      { numRuns: 1_000 },
    );
  });

  test('is known beforehand for a known request', () => {
    // Computed once with Python's hmac and hashlib. It does not move when both signers change in the same way.
    expect(sign(REQUEST, new Date('2026-11-26T15:57:37.999Z'), CREDENTIALS, 'us-east-1')).toBe(
      'AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20261126/us-east-1/kinesis/aws4_request, SignedHeaders=content-type;host;x-amz-date;x-amz-target, Signature=b6247fb8f89544be6c3d05497f33ede229d1278ae87ea165f11df6cd1cbd01e0',
    );
  });

  test.each<[what: string, other: SignableRequest]>([
    ['body', { ...REQUEST, body: '{ }' }],
    ['target', { ...REQUEST, target: 'Kinesis_20131202.PutRecords' }],
    ['host', { ...REQUEST, host: 'localhost' }],
    ['path', { ...REQUEST, path: '/other' }],
  ])('covers the %s', (_, other) => {
    const date = new Date(0);
    expect(sign(other, date, CREDENTIALS, 'us-east-1')).not.toBe(
      sign(REQUEST, date, CREDENTIALS, 'us-east-1'),
    );
  });
});

test('a time is written in UTC and to the second', () => {
  expect(toAmzDate(Date.UTC(2026, 0, 2, 3, 4, 5, 999))).toBe('20260102T030405Z');
});
