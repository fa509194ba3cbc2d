// AWS::ApplicationAutoScaling::ScalableTarget: the capacity of a table or index, which policies change.

import { requireValue } from '../template/check-properties.ts';
import { toText } from '../template/template.ts';
import { UnsupportedTemplateError } from '../template/unsupported-template-error.ts';
import type { ResourceType } from './resource-type.ts';

const RESOURCE_ID = /^table\/([^/]+)(?:\/index\/([^/]+))?$/;
const DIMENSION = /^dynamodb:(table|index):(Read|Write)CapacityUnits$/;

export const applicationAutoScalingScalableTarget: ResourceType = {
  rules: {
    actedOn: ['MaxCapacity', 'MinCapacity', 'ResourceId', 'ScalableDimension', 'ServiceNamespace'],
    noEffect: { RoleARN: 'the local cloud checks no permissions' },
  },
  create({ address, properties, cloud: { autoScaling } }) {
    requireValue(address, 'ServiceNamespace', properties['ServiceNamespace'], 'dynamodb');
    const resourceId = toText(properties['ResourceId']);
    const dimension = toText(properties['ScalableDimension']);
    const [, table, index] = RESOURCE_ID.exec(resourceId) ?? [];
    const [, kind, operation] = DIMENSION.exec(dimension) ?? [];
    if (table === undefined)
      throw new UnsupportedTemplateError(
        address,
        `property ResourceId: ${resourceId} is no table and no index`,
      );
    if (operation === undefined || (kind === 'index') !== (index !== undefined))
      throw new UnsupportedTemplateError(
        address,
        `property ScalableDimension: ${dimension} is no capacity of ${resourceId}`,
      );
    const ref = `${resourceId}|${dimension}|dynamodb`;
    autoScaling.targets.set(ref, {
      table,
      index,
      operation: operation as 'Read' | 'Write',
      minCapacity: Number(properties['MinCapacity']),
      maxCapacity: Number(properties['MaxCapacity']),
    });
    return { ref, attributes: { Id: ref } };
  },
};
