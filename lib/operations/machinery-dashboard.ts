// The dashboard of the machinery: streams, functions, tables, queues and APIs, each as its service measures it.

import type { IRestApi } from 'aws-cdk-lib/aws-apigateway';
import type { IHttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import { type ITable, Table } from 'aws-cdk-lib/aws-dynamodb';
import type { MonitoringFacade } from 'cdk-monitoring-constructs';
import { LikesApi } from '../api/likes-api.ts';
import { LikesTable } from '../data/likes-table.ts';
import { queuesOf, tablesOf, type Watched } from './watched.ts';

/** The readers of a stream, which have an iterator age. */
const READERS: ReadonlySet<string> = new Set(['batch-likes', 'roll-up']);

export function addMachineryDashboard(monitoring: MonitoringFacade, watched: Watched): void {
  const { data, functions, api, viewersApi } = watched;
  monitoring.addLargeHeader('Streams');
  monitoring.monitorKinesisDataStream({
    streamName: data.likeEvents.streamName,
    ...named('like-events'),
  });
  if (data.rollUp)
    monitoring.monitorKinesisDataStream({
      streamName: data.rollUp.countUpdates.streamName,
      ...named('count-updates'),
    });
  monitoring.addLargeHeader('Functions');
  for (const [name, lambdaFunction] of functions)
    monitoring.monitorLambdaFunction({
      lambdaFunction,
      ...named(name),
      isIterator: READERS.has(name),
    });
  monitoring.addLargeHeader('Tables');
  for (const [name, table] of Object.entries(tablesOf(watched)))
    if (table)
      monitoring.monitorDynamoTable({
        table:
          table instanceof LikesTable
            ? (table as ITable)
            : Table.fromTableName(monitoring, `${name}-used`, table.tableName),
        ...named(name),
      });
  monitoring.addLargeHeader('Queues');
  for (const [name, queue] of Object.entries(queuesOf(watched)))
    if (queue) monitoring.monitorSqsQueue({ queue, ...named(name) });
  monitoring.addLargeHeader('APIs');
  if (api instanceof LikesApi)
    monitoring.monitorApiGatewayV2HttpApi({ api: api.api as IHttpApi, ...named('API') });
  else monitoring.monitorApiGateway({ api: api.api as IRestApi, ...named('API') });
  // The library knows no WebSocket API.
  if (viewersApi)
    monitoring.monitorCustom({
      ...named('WebSocket API'),
      metricGroups: [
        {
          title: 'Frames and connections',
          metrics: [viewersApi.metric('MessageCount', SUM), viewersApi.metric('ConnectCount', SUM)],
        },
        {
          title: 'Errors',
          metrics: [viewersApi.metric('ExecutionError', SUM), viewersApi.metric('IntegrationError', SUM)],
        },
      ],
    });
}

const SUM = { statistic: 'Sum' } as const;

/** The library would name a part after its construct, and refuses to make a name for alarms of some. */
const named = (name: string) => ({ humanReadableName: name, alarmFriendlyName: name.replaceAll(' ', '-') });
