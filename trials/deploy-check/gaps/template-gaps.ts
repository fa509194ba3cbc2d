// Where MiniStack treats a template differently from AWS.

import { KinesisClient, PutRecordCommand } from '@aws-sdk/client-kinesis';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { CREDENTIALS, REGION, signedFor } from '../emulator.ts';
import type { Gap } from './gap.ts';
import { makeFunction } from './tiny-function.ts';
import { makeTinyStack } from './tiny-stack.ts';

/** The API model allows no leading zeros: 0|([1-9]\d{0,128}). */
const sequenceNumbers: Gap = {
  name: 'sequence numbers have zeros in front',
  async isThere(probe) {
    const { Stream } = await makeTinyStack(probe, {
      Stream: { Type: 'AWS::Kinesis::Stream', Properties: { ShardCount: 1 } },
    });
    const kinesis = new KinesisClient({
      endpoint: probe.endpoint,
      region: REGION,
      credentials: CREDENTIALS,
      requestHandler: new NodeHttpHandler(),
    });
    const { SequenceNumber = '' } = await kinesis.send(
      new PutRecordCommand({ StreamName: Stream, PartitionKey: 'key', Data: Buffer.from('text') }),
    );
    kinesis.destroy();
    return SequenceNumber.startsWith('0');
  },
};

/** On AWS it is the ARN, so policies that name it match. */
const secretRef: Gap = {
  name: 'Ref of a secret is its name, so that a policy which names it matches nothing',
  async isThere(probe) {
    const { Secret = '' } = await makeTinyStack(probe, {
      Secret: { Type: 'AWS::SecretsManager::Secret', Properties: { GenerateSecretString: {} } },
    });
    return !Secret.startsWith('arn:');
  },
};

/** On AWS it scales a table or a function's concurrency. */
const autoScaling: Gap = {
  name: 'Application Auto Scaling is refused: "Unrecognized resource types"',
  async isThere(probe) {
    const Target = {
      Type: 'AWS::ApplicationAutoScaling::ScalableTarget',
      Properties: {
        MinCapacity: 1,
        MaxCapacity: 2,
        ResourceId: 'table/none',
        ScalableDimension: 'dynamodb:table:WriteCapacityUnits',
        ServiceNamespace: 'dynamodb',
      },
    };
    const refusal = await makeTinyStack(probe, { Target }).then(() => '', String);
    return refusal.includes('Unrecognized resource types');
  },
};

/** On AWS a function rotates the secret. */
const rotationSchedule: Gap = {
  name: 'the rotation schedule of a secret is refused: "Unrecognized resource types"',
  async isThere(probe) {
    const resources = {
      Secret: { Type: 'AWS::SecretsManager::Secret', Properties: { GenerateSecretString: {} } },
      Schedule: {
        Type: 'AWS::SecretsManager::RotationSchedule',
        Properties: { SecretId: { Ref: 'Secret' }, RotationRules: { AutomaticallyAfterDays: 30 } },
      },
    };
    const refusal = await makeTinyStack(probe, resources).then(() => '', String);
    return refusal.includes('Unrecognized resource types');
  },
};

/** On AWS a route of a WebSocket API answers its client by one. */
const routeResponse: Gap = {
  name: 'a route response of a WebSocket API is refused: "Unrecognized resource types"',
  async isThere(probe) {
    const resources = {
      Api: {
        Type: 'AWS::ApiGatewayV2::Api',
        Properties: {
          Name: 'viewers',
          ProtocolType: 'WEBSOCKET',
          RouteSelectionExpression: '$request.body.action',
        },
      },
      Route: {
        Type: 'AWS::ApiGatewayV2::Route',
        Properties: { ApiId: { Ref: 'Api' }, RouteKey: 'ping', RouteResponseSelectionExpression: '$default' },
      },
      Answer: {
        Type: 'AWS::ApiGatewayV2::RouteResponse',
        Properties: { ApiId: { Ref: 'Api' }, RouteId: { Ref: 'Route' }, RouteResponseKey: '$default' },
      },
    };
    const refusal = await makeTinyStack(probe, resources).then(() => '', String);
    return refusal.includes('Unrecognized resource types');
  },
};

/** On AWS it is the Node.js that the runtime names. */
const runtime: Gap = {
  name: 'functions run on the machine’s own Node.js, whatever their runtime is',
  async isThere(probe) {
    const code = 'exports.handler = async () => process.version;';
    const { Function: name } = await makeTinyStack(probe, makeFunction(code, 'nodejs18.x'));
    const url = `${probe.endpoint}/2015-03-31/functions/${name}/invocations`;
    const answer = await fetch(url, { method: 'POST', headers: signedFor('lambda'), body: '{}' });
    return (await answer.text()) === JSON.stringify(process.version);
  },
};

export const templateGaps: readonly Gap[] = [
  sequenceNumbers,
  secretRef,
  autoScaling,
  rotationSchedule,
  routeResponse,
  runtime,
];
