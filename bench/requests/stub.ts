// Answers what the functions ask of AWS and of an issuer, and counts it. It runs in a process of its own, so that its CPU time does
// not count as theirs.

import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { VISITOR_SECRET } from './signers.ts';
import { countCall, NO_TRAFFIC, type Traffic } from './traffic.ts';

const ANSWERS: Readonly<Record<string, object>> = {
  GetSecretValue: { SecretString: VISITOR_SECRET },
  PutRecord: {
    ShardId: 'shardId-000000000000',
    SequenceNumber: '49600000000000000000000000000000000000000000000000000002',
    EncryptionType: 'NONE',
  },
};

let traffic: Traffic = NO_TRAFFIC;
let documents: Readonly<Record<string, object>> = {};

const server = createServer((request, response) => {
  let received = '';
  request.on('data', (chunk: Buffer) => (received += chunk.toString()));
  request.on('end', () => {
    const document = documents[request.url ?? ''];
    const operation = String(request.headers['x-amz-target']).split('.')[1] ?? '';
    if (!document) traffic = countCall(traffic, operation, received);
    const body = JSON.stringify(document ?? ANSWERS[operation] ?? {});
    response.writeHead(200, { 'content-type': 'application/x-amz-json-1.1', 'content-length': body.length });
    response.end(body);
  });
});
server.keepAliveTimeout = 0;
server.listen(0, '127.0.0.1', () => process.send?.((server.address() as AddressInfo).port));
// A message brings the documents of the issuer, or asks for what has come since the last one.
process.on('message', (message: 'take' | typeof documents) => {
  if (message !== 'take') {
    documents = message;
    return;
  }
  process.send?.(traffic);
  traffic = NO_TRAFFIC;
});
process.on('disconnect', () => process.exit(0));
