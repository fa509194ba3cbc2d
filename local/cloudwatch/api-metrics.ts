// What API Gateway publishes about an API. source: API Gateway guide, "Monitor CloudWatch metrics for HTTP APIs" and "Monitor WebSocket
// API execution with CloudWatch metrics"

import type { WebSocketUsage } from '../websocket/usage.ts';
import type { MetricSource } from './cloudwatch.ts';
import { makeIncrease } from './increases.ts';
import type { MetricStore } from './metric-store.ts';

const seriesOf = (store: MetricStore, name: string, ApiId: string) =>
  store.series({ namespace: 'AWS/ApiGateway', name, dimensions: { ApiId } });

/** Returns what the gateway tells about each answer. */
export function makeHttpApiMetrics(store: MetricStore, apiId: string) {
  const count = seriesOf(store, 'Count', apiId);
  const clientErrors = seriesOf(store, '4xx', apiId);
  const serverErrors = seriesOf(store, '5xx', apiId);
  const latency = seriesOf(store, 'Latency', apiId);
  return (statusCode: number, latencyMs: number): void => {
    count.add(1);
    clientErrors.add(Number(statusCode >= 400 && statusCode < 500));
    serverErrors.add(Number(statusCode >= 500));
    latency.add(latencyMs);
  };
}

/** A WebSocket server counts by itself. */
export function makeWebSocketApiMetrics(
  store: MetricStore,
  apiId: string,
  readUsage: () => Readonly<WebSocketUsage>,
): MetricSource {
  const increase = makeIncrease();
  return (atMs) => {
    const { opened, messagesReceived, messagesSent, integrationErrors, executionErrors } = readUsage();
    const figures = {
      ConnectCount: opened,
      MessageCount: messagesReceived + messagesSent,
      IntegrationError: integrationErrors,
      ExecutionError: executionErrors,
    };
    for (const [name, sum] of Object.entries(figures)) {
      const added = increase(name, sum);
      if (added > 0) seriesOf(store, name, apiId).add(added, atMs);
    }
  };
}
