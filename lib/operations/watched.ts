// What a deployment has that alarms and dashboards can watch. What is left out of it, such as live counts, is undefined.

import type { IWebSocketApi } from 'aws-cdk-lib/aws-apigatewayv2';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { dashed, type FunctionName, type QueueName, type TableName } from '../../planner/operations/alarm.ts';
import type { LikesApi } from '../api/likes-api.ts';
import type { LikesRestApi } from '../api/likes-rest-api.ts';
import { ViewersApi } from '../api/viewers-api.ts';
import type { LikesDataStack } from '../data/likes-data-stack.ts';
import type { UsedTable } from '../data/likes-table.ts';
import { LikesFunction } from '../functions/likes-function.ts';

export interface Watched {
  readonly api: LikesApi | LikesRestApi;
  readonly viewersApi: IWebSocketApi | undefined;
  readonly data: LikesDataStack;
  /** By the names of their files. */
  readonly functions: ReadonlyMap<string, IFunction>;
}

/** Finds the functions and the WebSocket API among what the scope already has. */
export function watch(scope: Construct, data: LikesDataStack, api: Watched['api']): Watched {
  const all = scope.node.findAll();
  const functions = all.filter((it) => it instanceof LikesFunction);
  return {
    api,
    viewersApi: all.find((it) => it instanceof ViewersApi)?.api,
    data,
    functions: new Map(functions.map((it) => [it.name, it.function])),
  };
}

export const functionOf = ({ functions }: Watched, name: FunctionName): IFunction | undefined =>
  functions.get(dashed(name));

export const tablesOf = ({ data }: Watched): Readonly<Record<TableName, UsedTable | undefined>> => ({
  ledger: data.likes,
  counters: data.counters,
  posts: data.posts,
  timeline: data.rollUp?.timeline,
  connections: data.push?.connections,
});

export const queuesOf = ({ data }: Watched): Readonly<Record<QueueName, IQueue | undefined>> => ({
  burst: data.burst?.queue,
  burstDeadLetters: data.burst?.deadLetters,
  quarantine: data.quarantine,
  broadcast: data.push?.queue,
});
