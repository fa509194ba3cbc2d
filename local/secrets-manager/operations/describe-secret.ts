// DescribeSecret: the versions and the rotation of a secret, without its values.

import { findSecret, type Operation } from '../operation.ts';

export const describeSecret: Operation = (parts, { SecretId }) => {
  const secret = findSecret(parts, SecretId);
  const rules = parts.rotations.rulesOf(secret);
  return {
    ARN: secret.arn,
    Name: secret.name,
    CreatedDate: secret.createdDate,
    RotationEnabled: rules !== undefined,
    ...(rules && {
      RotationLambdaARN: rules.functionArn,
      RotationRules: { AutomaticallyAfterDays: rules.days },
      NextRotationDate: parts.rotations.nextOf(secret),
    }),
    LastRotatedDate: secret.lastRotatedDate,
    VersionIdsToStages: Object.fromEntries(
      secret.versions.map(({ versionId, stages }) => [versionId, stages]),
    ),
  };
};
