// What a run knows of the system besides its HTTP API. Only a local cloud tells it.

import { GetQueueAttributesCommand } from '@aws-sdk/client-sqs';
import type { LocalCloud } from '../../local/cloud.ts';
import { makeServiceClients } from '../../local/service-clients.ts';
import { readThrottles, type Throttles } from './throttles.ts';

/** Sums since the start of the cloud. */
export interface Usage {
  /** The metrics of the function that counts. */
  readonly counting: Readonly<Record<string, number>>;
  readonly throttles: Throttles;
  readonly cpuMs: number;
}

export interface System {
  readonly url: string;
  readUsage(): Usage;
  /** Messages in the burst queue, those in flight included. Undefined where there is no queue. */
  readonly readQueueDepth: (() => Promise<number>) | undefined;
  /** Issues a visitor token without the API, whose throttle is scaled down too. */
  readonly issueToken: () => Promise<string>;
  close(): Promise<void>;
}

export function openSystem(cloud: LocalCloud): System {
  const clients = makeServiceClients(cloud.endpoints, cloud.credentials);
  const queueUrl = cloud.outputs['BurstQueueUrl'];
  const issueVisitor = [...cloud.functions].find(([name]) =>
    name.toLowerCase().includes('issuevisitor'),
  )?.[1];

  async function readQueueDepth(): Promise<number> {
    const { Attributes = {} } = await clients.sqs.send(
      new GetQueueAttributesCommand({
        QueueUrl: queueUrl,
        AttributeNames: ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'],
      }),
    );
    return Object.values(Attributes).reduce((sum, count) => sum + Number(count), 0);
  }

  return {
    url: cloud.url,
    readUsage() {
      const { user, system } = process.cpuUsage();
      return {
        counting: cloud.readMetrics()['batch-likes'] ?? {},
        throttles: readThrottles(cloud),
        cpuMs: (user + system) / 1_000,
      };
    },
    readQueueDepth: queueUrl === undefined ? undefined : readQueueDepth,
    issueToken: async () => {
      const result = await issueVisitor?.invoke(ISSUE_VISITOR);
      if (result?.status !== 'ok') throw new Error(`issue-visitor answered ${result?.status ?? 'nothing'}`);
      const { body } = JSON.parse(result.payloadJson) as { body: string };
      return (JSON.parse(body) as { token: string }).token;
    },
    async close() {
      clients.destroy();
      await cloud.close();
    },
  };
}

/** A request as API Gateway hands it to the function. */
const ISSUE_VISITOR = JSON.stringify({
  version: '2.0',
  routeKey: 'POST /v1/visitors',
  rawPath: '/v1/visitors',
  rawQueryString: '',
  headers: { host: 'localhost' },
  requestContext: {
    requestId: 'load-test',
    domainName: 'localhost',
    http: { method: 'POST', path: '/v1/visitors' },
  },
  isBase64Encoded: false,
});
