// AWS::SQS::Queue: a standard queue.

import {
  CreateQueueCommand,
  GetQueueAttributesCommand,
  QueueDoesNotExist,
  SetQueueAttributesCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import { refuseRedriveAllowPolicy, refuseRedrivePolicy } from '../sqs/redrive-policy.ts';
import { isObject, type JsonObject, toText } from '../template/template.ts';
import { UnsupportedTemplateError } from '../template/unsupported-template-error.ts';
import { ACCOUNT_ID, makeArn } from './arn.ts';
import type { CloudParts, ResourceRequest, ResourceType } from './resource-type.ts';

/** What an attribute is that the template does not name. source: SQS API reference, CreateQueue */
const DEFAULTS: Readonly<Record<string, string>> = {
  DelaySeconds: '0',
  MaximumMessageSize: '1048576',
  MessageRetentionPeriod: '345600',
  ReceiveMessageWaitTimeSeconds: '0',
  RedriveAllowPolicy: JSON.stringify({ redrivePermission: 'allowAll' }),
  RedrivePolicy: '',
  VisibilityTimeout: '30',
};

export const sqsQueue: ResourceType = {
  rules: {
    actedOn: [...Object.keys(DEFAULTS), 'QueueName'],
    noEffect: {
      SqsManagedSseEnabled: 'nothing is encrypted at rest on this machine',
      Tags: 'only people and bills read it',
    },
  },
  async create(request) {
    const { properties, physicalName, cloud } = request;
    const name = (properties['QueueName'] as string | undefined) ?? physicalName;
    const arn = makeArn('sqs', name);
    await checkRedrive(request, arn);
    await cloud.sqs.send(new CreateQueueCommand({ QueueName: name }));
    // The URL of the answer is not used, because a queue that was kept on disk remembers the port of its first start.
    const url = urlOf(cloud, name);
    // All attributes are set after the creation, so that a changed template changes a queue that was kept on disk.
    await cloud.sqs.send(
      new SetQueueAttributesCommand({ QueueUrl: url, Attributes: attributesOf(properties) }),
    );
    return { ref: url, attributes: { Arn: arn, QueueName: name, QueueUrl: url } };
  },
};

const urlOf = ({ sqsUrl }: CloudParts, name: string) => `${sqsUrl}/${ACCOUNT_ID}/${name}`;

function attributesOf(properties: JsonObject): Record<string, string> {
  return Object.fromEntries(
    Object.entries(DEFAULTS).map(([attribute, fallback]) => {
      const value = properties[attribute] ?? fallback;
      return [attribute, typeof value === 'object' ? JSON.stringify(value) : String(value)];
    }),
  );
}

/** Throws UnsupportedTemplateError for a redrive policy that SQS refuses. */
async function checkRedrive({ address, properties, cloud }: ResourceRequest, arn: string): Promise<void> {
  const { RedrivePolicy: policy, RedriveAllowPolicy: allowPolicy } = properties;
  const problem =
    (isObject(allowPolicy) ? refuseRedriveAllowPolicy(allowPolicy) : undefined) ??
    (isObject(policy) ? await refusePolicy(policy, arn, cloud) : undefined);
  if (problem !== undefined) throw new UnsupportedTemplateError(address, problem);
}

async function refusePolicy(policy: JsonObject, arn: string, cloud: CloudParts) {
  const targetArn = toText(policy['deadLetterTargetArn']);
  const target = await readRedriveAllowPolicy(cloud.sqs, urlOf(cloud, targetArn.split(':').at(-1) ?? ''));
  if (!target) return `property RedrivePolicy: there is no queue ${targetArn} in the local cloud`;
  return refuseRedrivePolicy(policy, arn, target.allowPolicyJson);
}

/** Returns undefined when there is no such queue. */
async function readRedriveAllowPolicy(sqs: SQSClient, QueueUrl: string) {
  try {
    const command = new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['RedriveAllowPolicy'] });
    const { Attributes } = await sqs.send(command);
    return { allowPolicyJson: Attributes?.RedriveAllowPolicy };
  } catch (error) {
    if (error instanceof QueueDoesNotExist) return undefined;
    throw error;
  }
}
