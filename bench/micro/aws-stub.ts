// Answers what accept-like and issue-visitor ask of AWS, in a process of its own: its CPU is not theirs.

import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

const PUT_RECORD = {
  ShardId: 'shardId-000000000000',
  SequenceNumber: '49600000000000000000000000000000000000000000000000000002',
  EncryptionType: 'NONE',
};
const GET_SECRET = { SecretString: 'no secret at all: the key of a benchmark that talks to itself' };

const server = createServer((request, response) => {
  request.resume().on('end', () => {
    const isSecret = String(request.headers['x-amz-target']).includes('GetSecretValue');
    const body = JSON.stringify(isSecret ? GET_SECRET : PUT_RECORD);
    response.writeHead(200, { 'content-type': 'application/x-amz-json-1.1', 'content-length': body.length });
    response.end(body);
  });
});
server.keepAliveTimeout = 0;
server.listen(0, '127.0.0.1', () => process.send?.((server.address() as AddressInfo).port));
process.on('disconnect', () => process.exit(0));
