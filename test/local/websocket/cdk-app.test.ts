// What the CDK synthesizes for a WebSocket API, run as a whole: a client, its functions, and a function that tells it something
// by the URL that the CDK hands out.

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { App, CfnOutput, Duration, Stack } from 'aws-cdk-lib';
import { WebSocketApi, WebSocketStage } from 'aws-cdk-lib/aws-apigatewayv2';
import { WebSocketLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { GetQueueAttributesCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { PROJECT_DIR } from '../../../command-line/project-dir.ts';
import { type LocalCloud, startLocalCloud } from '../../../local/cloud.ts';
import { makeTestClient } from './test-api.ts';

// Tests are faster without the CDK's own validation.
process.env['CDK_VALIDATION'] = 'false';

const SDK = pathToFileURL(join(PROJECT_DIR, 'package.json'));
const BUNDLE = `
  import { createRequire } from 'node:module';
  const { ApiGatewayManagementApiClient, PostToConnectionCommand } =
    createRequire(${JSON.stringify(SDK)})('@aws-sdk/client-apigatewaymanagementapi');
  export const answer = async ({ requestContext: { eventType, connectionId, disconnectReason }, headers, body }) => {
    if (eventType === 'CONNECT') {
      const [protocol, token] = headers['Sec-WebSocket-Protocol'].split(',').map((text) => text.trim());
      return token === 'secret'
        ? { statusCode: 200, headers: { 'Sec-WebSocket-Protocol': protocol } }
        : { statusCode: 401 };
    }
    if (eventType === 'DISCONNECT') console.log('disconnected: ' + disconnectReason);
    return { statusCode: 200, body: JSON.stringify({ connectionId, got: body }) };
  };
  export const tell = async ({ Records }) => {
    const client = new ApiGatewayManagementApiClient({ endpoint: process.env.CALLBACK_URL });
    for (const { body } of Records) {
      const { connectionId, text } = JSON.parse(body);
      await client.send(new PostToConnectionCommand({ ConnectionId: connectionId, Data: text }));
    }
  };`;

let dir: string;
let cloud: LocalCloud;
const lines: string[] = [];

/** Writes the assembly of an app that has a WebSocket API and a queue of what its clients are told. */
function synthesize(): string {
  const code = join(dir, 'code');
  const app = new App({ outdir: join(dir, 'assembly') });
  const stack = new Stack(app, 'Live', { env: { region: 'us-east-1', account: '000000000000' } });
  const makeFunction = (name: string, handler: string) =>
    new LambdaFunction(stack, name, {
      code: Code.fromAsset(code),
      handler: `index.${handler}`,
      runtime: Runtime.NODEJS_24_X,
    });
  const answer = makeFunction('Answer', 'answer');
  const tell = makeFunction('Tell', 'tell');
  const integration = new WebSocketLambdaIntegration('Integration', answer);
  const api = new WebSocketApi(stack, 'Viewers', {
    routeSelectionExpression: '$request.body.action',
    connectRouteOptions: { integration },
    disconnectRouteOptions: { integration },
    defaultRouteOptions: { integration, returnResponse: true },
  });
  api.addRoute('quiet', { integration });
  const stage = new WebSocketStage(stack, 'Stage', {
    webSocketApi: api,
    stageName: 'live',
    autoDeploy: true,
    throttle: { rateLimit: 100, burstLimit: 50 },
  });
  stage.grantManagementApiAccess(tell);
  tell.addEnvironment('CALLBACK_URL', stage.callbackUrl);
  // A queue for what is out of date in a moment: no dead-letter queue, a minute of retention, a delay by message.
  const queue = new Queue(stack, 'Messages', {
    retentionPeriod: Duration.seconds(60),
    visibilityTimeout: Duration.seconds(10),
  });
  tell.addEventSource(new SqsEventSource(queue, { batchSize: 10, maxConcurrency: 2 }));
  const output = (id: string, value: string) => new CfnOutput(stack, id, { value });
  output('LiveUrl', stage.url);
  output('ApiEndpoint', api.apiEndpoint);
  output('QueueUrl', queue.queueUrl);
  app.synth();
  return join(dir, 'assembly');
}

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'websocket-'));
  const code = join(dir, 'code');
  mkdirSync(code);
  writeFileSync(join(code, 'index.mjs'), BUNDLE);
  cloud = await startLocalCloud({ assemblyDir: synthesize(), log: (line) => void lines.push(line) });
});
afterAll(async () => {
  await cloud.close();
  rmSync(dir, { recursive: true });
});

async function connect(token = 'secret', origin?: string) {
  const url = cloud.outputs['LiveUrl'] ?? '';
  const client = makeTestClient(
    new WebSocket(url, ['likes.v1', token], { ...(origin !== undefined && { origin }) }),
  );
  await client.opened;
  return client;
}

test('the outputs name the local server, and the cloud does too', () => {
  const { LiveUrl, ApiEndpoint } = cloud.outputs;
  expect(LiveUrl).toMatch(/^ws:\/\/127\.0\.0\.1:\d+\/live$/);
  expect(`${ApiEndpoint}/live`).toBe(LiveUrl);
  expect(cloud.liveUrl).toBe(LiveUrl);
});

test('a client without the right token is refused with the status of the function', async () => {
  await expect(connect('forged')).rejects.toMatchObject({ status: 401 });
});

test('the page of the gateway may connect, and other pages may not', async () => {
  await expect(connect('secret', 'http://127.0.0.1:1')).rejects.toMatchObject({ status: 403 });
  await connect('secret', cloud.url);
  await connect('secret', cloud.url.replace('127.0.0.1', 'localhost'));
});

test('a client is answered, and told something by a queue, a function and the URL of the CDK', async () => {
  const client = await connect();
  expect(client.socket.protocol).toBe('likes.v1');
  client.socket.send('{"action":"quiet"}');
  client.socket.send('hello');
  const { connectionId, got } = JSON.parse(await client.message(0)) as Record<string, string>;
  expect(got).toBe('hello');
  const sqs = new SQSClient({
    endpoint: cloud.endpoints.sqs,
    region: 'us-east-1',
    credentials: cloud.credentials,
  });
  const send = (text: string, DelaySeconds: number) =>
    sqs.send(
      new SendMessageCommand({
        QueueUrl: cloud.outputs['QueueUrl'],
        MessageBody: JSON.stringify({ connectionId, text }),
        DelaySeconds,
      }),
    );
  await send('in a quarter of an hour', 900);
  await send('now', 0);
  expect(await client.message(1)).toBe('now');
  const { Attributes } = await sqs.send(
    new GetQueueAttributesCommand({
      QueueUrl: cloud.outputs['QueueUrl'],
      AttributeNames: ['ApproximateNumberOfMessagesDelayed', 'MessageRetentionPeriod'],
    }),
  );
  expect(Attributes).toEqual({ ApproximateNumberOfMessagesDelayed: '1', MessageRetentionPeriod: '60' });
  sqs.destroy();
  expect(cloud.readConnections()).toMatchObject({ messagesSent: 2 });
});

test('every client that is left is disconnected when the cloud closes, while its functions still run', async () => {
  const client = await connect();
  await cloud.close();
  expect(await client.closed).toMatchObject({ code: 1001 });
  expect(lines.filter((line) => line.endsWith('disconnected: Going away')).length).toBeGreaterThan(0);
  expect(cloud.readConnections()).toMatchObject({ open: 0 });
});
