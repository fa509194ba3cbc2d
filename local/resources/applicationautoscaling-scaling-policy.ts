// AWS::ApplicationAutoScaling::ScalingPolicy: keeps the use of a table's or index's capacity at a target.

import { requireValue } from '../template/check-properties.ts';
import { isObject, type Json, toText } from '../template/template.ts';
import { UnsupportedTemplateError } from '../template/unsupported-template-error.ts';
import { makeArn } from './arn.ts';
import type { ResourceType } from './resource-type.ts';

const CONFIGURATION = 'TargetTrackingScalingPolicyConfiguration';

const objectOf = (value: Json | undefined) => (isObject(value) ? value : {});

export const applicationAutoScalingScalingPolicy: ResourceType = {
  rules: {
    actedOn: [
      'PolicyName',
      'PolicyType',
      'ScalingTargetId',
      ...[
        'DisableScaleIn',
        'PredefinedMetricSpecification.PredefinedMetricType',
        'ScaleInCooldown',
        'ScaleOutCooldown',
        'TargetValue',
      ].map((name) => `${CONFIGURATION}.${name}`),
    ],
    noEffect: {},
  },
  create({ address, properties, cloud: { autoScaling } }) {
    requireValue(address, 'PolicyType', properties['PolicyType'], 'TargetTrackingScaling');
    const targetId = toText(properties['ScalingTargetId']);
    const target = autoScaling.targets.get(targetId);
    if (!target)
      throw new UnsupportedTemplateError(address, `property ScalingTargetId: there is no target ${targetId}`);
    const configuration = objectOf(properties[CONFIGURATION]);
    const metric = objectOf(configuration['PredefinedMetricSpecification'])['PredefinedMetricType'];
    const only = `DynamoDB${target.operation}CapacityUtilization`;
    requireValue(
      address,
      `${CONFIGURATION}.PredefinedMetricSpecification.PredefinedMetricType`,
      metric ?? '',
      only,
    );
    autoScaling.track(target, {
      targetPercent: Number(configuration['TargetValue']),
      // The defaults of DynamoDB are 0. source: Application Auto Scaling API reference, TargetTrackingScalingPolicyConfiguration
      scaleInCooldownSeconds: Number(configuration['ScaleInCooldown'] ?? 0),
      scaleOutCooldownSeconds: Number(configuration['ScaleOutCooldown'] ?? 0),
      scalesIn: configuration['DisableScaleIn'] !== true,
    });
    const ref = makeArn('autoscaling', `scalingPolicy:${toText(properties['PolicyName'])}`);
    return { ref, attributes: { Arn: ref } };
  },
};
