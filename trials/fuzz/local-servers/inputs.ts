// What reaches the sockets: requests of the SDK with odd bodies, headers and targets, such requests with some bytes changed,
// and bytes that are no request at all.

import * as fc from 'fast-check';
import { mutatedBytes } from '../mutated-bytes.ts';
import { oddBodies } from './odd-bodies.ts';
import { makeRequest } from './request.ts';
import { type ServerName, TARGETS } from './servers.ts';

export interface Input {
  readonly server: ServerName;
  readonly isSigned: boolean;
  /** The bytes in Latin-1. AUTHORITY and ACCESSKEY stand for what only the running server knows. */
  readonly text: string;
}

/** The place of what only the running server knows. */
const UNKNOWN = { authority: 'AUTHORITY', accessKeyId: 'ACCESSKEY' };

const servers = fc.constantFrom<ServerName>('dynamodb', 'kinesis', 'sqs', 'secretsManager', 'gateway');

const methods = fc.oneof(
  { weight: 12, arbitrary: fc.constant('POST') },
  {
    weight: 4,
    arbitrary: fc.constantFrom('GET', 'HEAD', 'PUT', 'DELETE', 'OPTIONS', 'TRACE', 'CONNECT', 'NONE', ''),
  },
);

const paths = fc.oneof(
  { weight: 8, arbitrary: fc.constant('/') },
  {
    weight: 4,
    arbitrary: fc.constantFrom(
      '*',
      '//',
      '/%00',
      '/%2e%2e%2fpackage.json',
      '/..%2f..%2fetc%2fpasswd.txt',
      '/%zz',
      '/\u0000',
      '/a b',
      'http://other.example/',
      '/?X-Amz-Algorithm=x&X-Amz-Credential=%00',
      '/000000000000/queue?Action=%ff',
      '/_local-cloud',
      `/${'a'.repeat(20_000)}`,
    ),
  },
  { weight: 1, arbitrary: fc.webUrl({ withQueryParameters: true }) },
);

const headers = fc.oneof(
  fc.constantFrom(
    'expect: 100-continue',
    'expect: nothing',
    'upgrade: websocket',
    'connection: upgrade',
    'transfer-encoding: chunked, chunked',
    'content-length: 5',
    'content-length: -1',
    'content-length: 99999999999999999999',
    'content-encoding: gzip',
    'content-type: multipart/form-data; boundary=',
    'content-type: application/x-www-form-urlencoded',
    'authorization: Basic x',
    'x-amz-target: .',
    'origin: null',
    'cookie: \u0000',
    'no colon at all',
    ' folded',
    `x-large: ${'a'.repeat(20_000)}`,
    ...['__proto__', 'constructor', 'host', 'content-length', ''].map((name) => `${name}: x`),
  ),
  fc.string({ maxLength: 20 }),
);

const sdkRequests = (server: ServerName): fc.Arbitrary<Uint8Array> => {
  const { prefix, contentType } = TARGETS[server === 'gateway' ? 'sqs' : server];
  return fc
    .record({
      method: methods,
      path: paths,
      called: oddBodies(server),
      moreHeaders: fc.oneof(
        { weight: 4, arbitrary: fc.constant([]) },
        { weight: 1, arbitrary: fc.array(headers, { maxLength: 3 }) },
      ),
      isChunked: fc.boolean(),
    })
    .map(({ called: { operation, body }, ...rest }) =>
      makeRequest({ ...UNKNOWN, ...rest, target: prefix + operation, contentType, body }),
    );
};

const noRequests: fc.Arbitrary<Uint8Array> = fc.oneof(
  fc.uint8Array({ maxLength: 200 }),
  fc.constant(Buffer.alloc(70_000, 'a')),
);

export const inputs: fc.Arbitrary<Input> = servers.chain((server) =>
  fc.record({
    server: fc.constant(server),
    isSigned: fc.oneof(
      { weight: 4, arbitrary: fc.constant(true) },
      { weight: 1, arbitrary: fc.constant(false) },
    ),
    text: fc
      .oneof(
        { weight: 6, arbitrary: sdkRequests(server) },
        { weight: 3, arbitrary: mutatedBytes(sdkRequests(server)) },
        { weight: 1, arbitrary: noRequests },
      )
      .map((bytes) => Buffer.from(bytes).toString('latin1')),
  }),
);

/** Returns the bytes for a server of this address. */
export const makeBytes = ({ text }: Input, authority: string, accessKeyId: string): Uint8Array =>
  Buffer.from(text.replace(UNKNOWN.authority, authority).replace(UNKNOWN.accessKeyId, accessKeyId), 'latin1');
