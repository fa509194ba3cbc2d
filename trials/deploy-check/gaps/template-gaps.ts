// Where MiniStack treats a template differently from AWS.

import { KinesisClient, PutRecordCommand } from '@aws-sdk/client-kinesis';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { CREDENTIALS, REGION, signedFor } from '../emulator.ts';
import type { Gap, Probe } from './gap.ts';
import { makeFunction } from './tiny-function.ts';
import { makeTinyStack, type Resources } from './tiny-stack.ts';

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

/** A part that AWS takes, and that ends a deployment here with these words. */
const refused = (part: string, words: string, resources: Resources): Gap => ({
  name: `${part} is refused: "${words}"`,
  async isThere(probe) {
    const refusal = await makeTinyStack(probe, resources).then(() => '', String);
    return refusal.includes(words);
  },
});

const UNKNOWN = 'Unrecognized resource types';
const Secret = { Type: 'AWS::SecretsManager::Secret', Properties: { GenerateSecretString: {} } };
const STATISTIC = { Metric: { Namespace: 'none', MetricName: 'none' }, Period: 60, Stat: 'Sum' };

const refusals: readonly Gap[] = [
  refused('Application Auto Scaling', UNKNOWN, {
    Target: {
      Type: 'AWS::ApplicationAutoScaling::ScalableTarget',
      Properties: {
        MinCapacity: 1,
        MaxCapacity: 2,
        ResourceId: 'table/none',
        ScalableDimension: 'dynamodb:table:WriteCapacityUnits',
        ServiceNamespace: 'dynamodb',
      },
    },
  }),
  refused('the rotation schedule of a secret', UNKNOWN, {
    Secret,
    Schedule: {
      Type: 'AWS::SecretsManager::RotationSchedule',
      Properties: { SecretId: { Ref: 'Secret' }, RotationRules: { AutomaticallyAfterDays: 30 } },
    },
  }),
  refused('a route response of a WebSocket API', UNKNOWN, {
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
  }),
  refused('CodeDeploy', UNKNOWN, {
    Application: { Type: 'AWS::CodeDeploy::Application', Properties: { ComputePlatform: 'Lambda' } },
  }),
  refused('an alarm on several metrics', 'metric math', {
    Alarm: {
      Type: 'AWS::CloudWatch::Alarm',
      Properties: {
        ComparisonOperator: 'GreaterThanThreshold',
        EvaluationPeriods: 1,
        Threshold: 1,
        Metrics: [
          { Id: 'sum', Expression: 'one + other' },
          { Id: 'one', MetricStat: STATISTIC, ReturnData: false },
          { Id: 'other', MetricStat: STATISTIC, ReturnData: false },
        ],
      },
    },
  }),
];

/** The functions of the CDK that fill a bucket need both. */
const pythonWithoutSdk: Gap = {
  name: 'a function in Python has no boto3',
  async isThere(probe) {
    const code =
      'import importlib.util\ndef handler(event, context):\n  return importlib.util.find_spec("boto3") is None';
    return (await invoke(probe, code, 'python3.13')) === 'true';
  },
};

/** On AWS it is the Node.js that the runtime names. */
const runtime: Gap = {
  name: 'functions run on the machine’s own Node.js, whatever their runtime is',
  async isThere(probe) {
    const code = 'exports.handler = async () => process.version;';
    return (await invoke(probe, code, 'nodejs18.x')) === JSON.stringify(process.version);
  },
};

/** @returns what the function answers, as JSON */
async function invoke(probe: Probe, code: string, runtime: string): Promise<string> {
  const { Function: name } = await makeTinyStack(probe, makeFunction(code, runtime));
  const url = `${probe.endpoint}/2015-03-31/functions/${name}/invocations`;
  const answer = await fetch(url, { method: 'POST', headers: signedFor('lambda'), body: '{}' });
  return await answer.text();
}

export const templateGaps: readonly Gap[] = [
  sequenceNumbers,
  secretRef,
  ...refusals,
  pythonWithoutSdk,
  runtime,
];
