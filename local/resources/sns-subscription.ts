// AWS::SNS::Subscription: a topic prints what it would send, and sends nothing.

import { toText } from '../template/template.ts';
import { UnsupportedTemplateError } from '../template/unsupported-template-error.ts';
import type { ResourceType } from './resource-type.ts';

export const snsSubscription: ResourceType = {
  rules: {
    actedOn: ['TopicArn'],
    noEffect: {
      Endpoint: 'a topic prints what it would send',
      Protocol: 'a topic prints what it would send',
    },
  },
  create({ address, properties, physicalName, cloud: { cloudwatch } }) {
    const topicArn = toText(properties['TopicArn']);
    if (!cloudwatch.topics.has(topicArn))
      throw new UnsupportedTemplateError(
        address,
        `property TopicArn: there is no topic ${topicArn} in the local cloud`,
      );
    return { ref: `${topicArn}:${physicalName}` };
  },
};
