// AWS::SNS::Topic: a topic prints which alarms have changed, because nothing here sends messages to people.

import { toText } from '../template/template.ts';
import { makeArn } from './arn.ts';
import type { ResourceType } from './resource-type.ts';

export const snsTopic: ResourceType = {
  rules: {
    actedOn: ['TopicName'],
    noEffect: {
      DisplayName: 'only people read it',
      KmsMasterKeyId: 'nothing is encrypted at rest on this machine',
      Tags: 'only people and bills read it',
    },
  },
  create({ properties, physicalName, cloud: { cloudwatch, log } }) {
    const name = toText(properties['TopicName'] ?? physicalName);
    const arn = makeArn('sns', name);
    cloudwatch.topics.set(arn, ({ name: alarm, from, to, description }) => {
      // SNS sends this too. Here every alarm would say so at each start.
      if (from === 'INSUFFICIENT_DATA' && to === 'OK') return;
      const why = to === 'ALARM' ? `: ${description.replaceAll(/\s+/g, ' ')}` : '';
      log(`topic ${name}: alarm ${alarm}: ${from} -> ${to}${why}`);
    });
    return { ref: arn, attributes: { TopicArn: arn, TopicName: name } };
  },
};
