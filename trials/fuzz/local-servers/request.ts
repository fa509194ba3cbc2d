// A request in the protocol of the AWS SDK, as bytes. The servers check no signature, so it needs none.

export interface RequestParts {
  readonly authority: string;
  readonly accessKeyId: string;
  /** The operation with the prefix of its service. */
  readonly target: string;
  readonly contentType: string;
  readonly body: string | Uint8Array;
  readonly method?: string;
  readonly path?: string;
  /** Whole lines, without their ends. */
  readonly moreHeaders?: readonly string[];
  /** Sends the body in chunks instead of naming its length. */
  readonly isChunked?: boolean;
}

export function makeRequest(parts: RequestParts): Uint8Array {
  const { authority, accessKeyId, target, contentType, method = 'POST', path = '/' } = parts;
  const { moreHeaders = [], isChunked = false } = parts;
  const body = Buffer.from(parts.body as string);
  const head = [
    `${method} ${path} HTTP/1.1`,
    `host: ${authority}`,
    'connection: close',
    `x-amz-target: ${target}`,
    `content-type: ${contentType}`,
    'x-amz-date: 20000101T000000Z',
    `authorization: AWS4-HMAC-SHA256 Credential=${accessKeyId}/20000101/us-east-1/x/aws4_request, SignedHeaders=host, Signature=f`,
    ...moreHeaders,
    isChunked ? 'transfer-encoding: chunked' : `content-length: ${body.length}`,
  ];
  const start = Buffer.from(`${head.join('\r\n')}\r\n\r\n`, 'latin1');
  return Buffer.concat(isChunked ? [start, ...inChunks(body)] : [start, body]);
}

const inChunks = (body: Buffer): Uint8Array[] => [
  Buffer.from(body.length === 0 ? '' : `${body.length.toString(16)}\r\n`),
  body,
  Buffer.from(body.length === 0 ? '0\r\n\r\n' : '\r\n0\r\n\r\n'),
];
