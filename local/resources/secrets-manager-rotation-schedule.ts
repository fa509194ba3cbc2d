// AWS::SecretsManager::RotationSchedule: a function rotates a secret, on a schedule and when somebody asks for it.

import { RotateSecretCommand } from '@aws-sdk/client-secrets-manager';
import { isObject, toText } from '../template/template.ts';
import { findFunction } from './find-function.ts';
import type { ResourceType } from './resource-type.ts';

export const secretsManagerRotationSchedule: ResourceType = {
  rules: {
    actedOn: [
      'RotateImmediatelyOnUpdate',
      'RotationLambdaARN',
      'RotationRules.AutomaticallyAfterDays',
      'SecretId',
    ],
    noEffect: {},
  },
  async create({ address, properties, cloud: { secretsManager, functions } }) {
    const { SecretId, RotationLambdaARN, RotationRules, RotateImmediatelyOnUpdate = true } = properties;
    findFunction(address, 'RotationLambdaARN', RotationLambdaARN, functions);
    const days = isObject(RotationRules) ? RotationRules['AutomaticallyAfterDays'] : undefined;
    const { ARN: arn } = await secretsManager.send(
      new RotateSecretCommand({
        SecretId: toText(SecretId),
        RotationLambdaARN: toText(RotationLambdaARN),
        ...(days !== undefined && { RotationRules: { AutomaticallyAfterDays: Number(days) } }),
        RotateImmediately: RotateImmediatelyOnUpdate === true || RotateImmediatelyOnUpdate === 'true',
      }),
    );
    return { ref: arn as string };
  },
};
