// What MiniStack makes otherwise of a template, or of an address.

import { KinesisClient, PutRecordCommand } from '@aws-sdk/client-kinesis';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { CREDENTIALS, REGION } from '../emulator.ts';
import type { Gap } from './gap.ts';
import { makeTinyStack } from './tiny-stack.ts';

/** The API model has no zeros in front: 0|([1-9]\d{0,128}). */
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

/** On AWS it is the ARN: policies that name it match. */
const secretRef: Gap = {
  name: 'Ref of a secret is its name, so that a policy which names it matches nothing',
  async isThere(probe) {
    const { Secret = '' } = await makeTinyStack(probe, {
      Secret: { Type: 'AWS::SecretsManager::Secret', Properties: { GenerateSecretString: {} } },
    });
    return !Secret.startsWith('arn:');
  },
};

/** On AWS the answer is 204, with the headers. */
const cors: Gap = {
  name: 'an HTTP API takes no CORS configuration from a template: preflight is answered with 403',
  async isThere(probe) {
    const origin = 'https://a.example';
    const { Api } = await makeTinyStack(probe, {
      Api: {
        Type: 'AWS::ApiGatewayV2::Api',
        Properties: {
          Name: 'cors',
          ProtocolType: 'HTTP',
          CorsConfiguration: { AllowOrigins: [origin], AllowMethods: ['GET'] },
        },
      },
      Stage: {
        Type: 'AWS::ApiGatewayV2::Stage',
        Properties: { ApiId: { Ref: 'Api' }, StageName: '$default', AutoDeploy: true },
      },
    });
    const { status } = await fetch(`${probe.endpoint}/_aws/execute-api/${Api}/$default/`, {
      method: 'OPTIONS',
      headers: { origin, 'access-control-request-method': 'GET' },
    });
    return status === 403;
  },
};

export const templateGaps: readonly Gap[] = [sequenceNumbers, secretRef, cors];
