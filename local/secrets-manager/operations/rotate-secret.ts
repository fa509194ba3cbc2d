// RotateSecret: says how a secret is rotated, and begins a rotation. It answers before the rotation is done.

import { findSecret, type Operation } from '../operation.ts';
import { SecretsManagerError } from '../secrets-manager-error.ts';
import { findUnfinished } from '../version-stages.ts';

export const rotateSecret: Operation = (
  parts,
  { SecretId, ClientRequestToken, RotationLambdaARN, RotationRules, RotateImmediately = true },
) => {
  const { rotations } = parts;
  const secret = findSecret(parts, SecretId);
  const before = rotations.rulesOf(secret);
  const functionArn = RotationLambdaARN ?? before?.functionArn;
  if (typeof functionArn !== 'string')
    throw new SecretsManagerError(
      'InvalidRequestException',
      'No Lambda rotation function is associated with this secret.',
    );
  if (RotateImmediately === true && findUnfinished(secret))
    throw new SecretsManagerError(
      'InvalidRequestException',
      "A previous rotation isn't complete. That rotation will be reattempted.",
    );
  const { AutomaticallyAfterDays: days = before?.days } = (RotationRules ?? {}) as {
    AutomaticallyAfterDays?: number;
  };
  rotations.schedule(secret, { functionArn, days });
  const versionId =
    RotateImmediately === true ? rotations.begin(secret, ClientRequestToken as string) : undefined;
  return { ARN: secret.arn, Name: secret.name, VersionId: versionId };
};
