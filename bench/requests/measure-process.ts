// Measures in a process that does nothing else. It keeps what the functions print from the output, and counts it.

import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { importHandler } from '../micro/import-handler.ts';
import { kinds } from './kinds.ts';
import { type Handler, measureKind } from './measure.ts';
import { makeIssuer, makeVisitorTokens } from './signers.ts';
import type { Traffic } from './traffic.ts';

process.on('SIGINT', () => {});
process.on('disconnect', () => process.exit(1));

const [assemblyDir = '', rounds = '', requests = ''] = process.argv.slice(2);
const stub = fork(join(import.meta.dirname, 'stub.ts'), { execArgv: [] });
const [port] = (await once(stub, 'message')) as [number];
const url = `http://127.0.0.1:${port}`;
Object.assign(process.env, {
  AWS_REGION: 'us-east-1',
  AWS_ACCESS_KEY_ID: 'local',
  AWS_SECRET_ACCESS_KEY: 'local',
  AWS_ENDPOINT_URL: url,
  LIKE_EVENTS_STREAM: 'like-events',
  COUNTERS_TABLE: 'counters',
  LIKES_TABLE: 'likes',
  POSTS_TABLE: 'posts',
  TIMELINE_TABLE: 'timeline',
  ROOT_SLOTS: '16',
  VISITOR_KEY_SECRET_ARN: 'arn:aws:secretsmanager:us-east-1:000000000000:secret:visitor-key',
  SEAL_KEY_SECRET_ARN: 'arn:aws:secretsmanager:us-east-1:000000000000:secret:seal-key',
  POWERTOOLS_METRICS_NAMESPACE: 'bench',
});

let logBytes = 0;
const countLog = (chunk: string | Uint8Array): boolean => {
  logBytes += Buffer.byteLength(chunk);
  return true;
};
process.stdout.write = countLog;
process.stderr.write = countLog;

const load = (service: string, variant = '') => importHandler<Handler>(assemblyDir, service, variant);
const visitors = {
  handlers: {
    'accept-like': await load('accept-like'),
    'read-counts': await load('read-counts'),
    'issue-visitor': await load('issue-visitor'),
    'describe-api': await load('describe-api'),
  },
  tokens: makeVisitorTokens(Date.now()),
};
const issuer = makeIssuer(url, Date.now());
stub.send(issuer.documents);
Object.assign(process.env, issuer.environment);
const handlers = { 'accept-like': await load('accept-like', '?issuer') };

process.env['CHALLENGE'] = 'proof-of-work';
const challenge = {
  handlers: { 'issue-visitor': await load('issue-visitor', '?challenge') },
  tokens: visitors.tokens,
};

const surroundings = {
  deployments: {
    visitors,
    rsa: { handlers, tokens: issuer.rsa },
    ec: { handlers, tokens: issuer.ec },
    challenge,
  },
  takeTraffic: async () => {
    stub.send('take');
    return ((await once(stub, 'message')) as [Traffic])[0];
  },
  takeLogBytes: () => {
    const bytes = logBytes;
    logBytes = 0;
    return bytes;
  },
};
for (const kind of kinds)
  process.send?.(
    await measureKind(kind, surroundings, { rounds: Number(rounds), requests: Number(requests) }),
  );
process.send?.('done', () => process.exit(0));
