// What must hold for a Kinesis server. The tests run through the real SDK against our server and the maintained mock. A test
// that the mock fails says so in its name, and runs against our server alone.

import type { Kinesis } from '@aws-sdk/client-kinesis';
import { afterAll, beforeAll, describe, test } from 'vitest';
import type { LocalServer } from '../../../local/local-server.ts';
import { testIterators } from './contract/iterators.ts';
import { testListShards } from './contract/list-shards.ts';
import { testPuts } from './contract/puts.ts';
import { testReads } from './contract/reads.ts';
import { testResharding } from './contract/resharding.ts';
import { testRetention } from './contract/retention.ts';
import { testStreams } from './contract/streams.ts';
import { servers } from './servers.ts';
import { makeKinesis } from './test-stream.ts';

describe.each(servers)('%s', (name, start) => {
  let server: LocalServer;
  let kinesis: Kinesis;

  beforeAll(async () => {
    server = await start();
    kinesis = makeKinesis(server.url);
  });
  afterAll(async () => {
    kinesis.destroy();
    await server.close();
  });

  const context = {
    kinesis: () => kinesis,
    testOursAlone: name === 'our server' ? test : () => {},
  };
  testStreams(context);
  testPuts(context);
  testReads(context);
  testIterators(context);
  testListShards(context);
  testResharding(context);
  testRetention(context);
});
