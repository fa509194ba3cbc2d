// The quotas of quotas.ts as Service Quotas lists them, so that one can look them up and have them raised.
// source: AWS General Reference, endpoints and quotas of each service; API Gateway guide, "Amazon API Gateway quotas"

import {
  EXECUTIONS_AT_A_TIME,
  EXECUTIONS_OF_A_NEW_ACCOUNT,
  ON_DEMAND_STREAM_BYTES_PER_SECOND,
  ON_DEMAND_STREAM_BYTES_PER_SECOND_ELSEWHERE,
  SHARDS,
  SHARDS_ELSEWHERE,
} from './quotas.ts';
import { requestQuotaOf, SMALLER_QUOTA } from './request-quota.ts';

export interface ServiceQuota {
  /** The code of the service. */
  readonly service: string;
  readonly name: string;
  /** Undefined where Service Quotas has no such quota, and AWS Support raises it. */
  readonly code?: string;
  /** Which share of the usual value an account may have instead, and where. */
  readonly least?: { readonly share: number; readonly where: string };
}

const ofTables = (name: string, code: string): ServiceQuota => ({ service: 'dynamodb', name, code });

/** Both the rate and the burst are so much smaller there. */
const inSmallerRegions = {
  share: SMALLER_QUOTA.requestsPerSecond / requestQuotaOf().requestsPerSecond,
  where: 'in a smaller region',
};
const elsewhere = 'outside of us-east-1, us-west-2 and eu-west-1';

export const SERVICE_QUOTAS = {
  requests: {
    service: 'apigateway',
    name: 'Throttle rate',
    code: 'L-8A5B8E43',
    least: inSmallerRegions,
  },
  /** Nobody asks for it: AWS sets it when it raises the rate. */
  requestBurst: {
    service: 'apigateway',
    name: 'Throttle burst rate',
    code: 'L-CDF5615A',
    least: inSmallerRegions,
  },
  newConnections: { service: 'apigateway', name: 'WebSocket new connections rate', code: 'L-9ED1E49A' },
  executions: {
    service: 'lambda',
    name: 'Concurrent executions',
    code: 'L-B99A9384',
    least: { share: EXECUTIONS_OF_A_NEW_ACCOUNT / EXECUTIONS_AT_A_TIME, where: 'in a new account' },
  },
  shards: {
    service: 'kinesis',
    name: 'Shards per Region',
    code: 'L-0918CF54',
    least: { share: SHARDS_ELSEWHERE / SHARDS, where: elsewhere },
  },
  onDemandStream: {
    service: 'kinesis',
    name: 'write throughput of an on-demand stream',
    least: {
      share: ON_DEMAND_STREAM_BYTES_PER_SECOND_ELSEWHERE / ON_DEMAND_STREAM_BYTES_PER_SECOND,
      where: elsewhere,
    },
  },
  writeUnitsOfTable: ofTables('Table-level write throughput limit', 'L-AB614373'),
  readUnitsOfTable: ofTables('Table-level read throughput limit', 'L-CF0CBE56'),
  writeUnitsOfAccount: ofTables('Account-level write throughput limit (Provisioned mode)', 'L-34F8CCC8'),
  readUnitsOfAccount: ofTables('Account-level read throughput limit (Provisioned mode)', 'L-34F6A552'),
  logCalls: {
    service: 'logs',
    name: 'PutLogEvents throttle limit in transactions per second',
    code: 'L-7E1FAE88',
  },
  edgeRequests: { service: 'cloudfront', name: 'Requests per second per distribution' },
} as const satisfies Readonly<Record<string, ServiceQuota>>;
