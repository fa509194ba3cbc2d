// The two secrets of anonymous visitors. They outlive the stack, as the ledger does.

import { RemovalPolicy, Validations } from 'aws-cdk-lib';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';

// 64 characters, each one of 62, hold 381 bits. HS256 asks for at least 256. source: RFC 7518, 3.2
// CloudFormation would make a new secret of any change to this, and forget all keys.
const generateSecretString = { passwordLength: 64, excludePunctuation: true };
const removalPolicy = RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE;

/** The keys that sign visitors' tokens. It begins as one key, and a rotation adds others. */
export class VisitorKey extends Secret {
  constructor(scope: Construct, id: string) {
    super(scope, id, {
      description: 'HS256 keys of the visitor tokens',
      generateSecretString,
      removalPolicy,
    });
    Validations.of(this).acknowledge({
      id: 'AwsSolutions-SMG4',
      reason: 'It is rotated. The schedule stands beside the function that does so, in the other stack',
    });
  }
}

/** The key of the seals, by which tokens are renewed. Without it every visitor whose token has expired is a new person. */
export class SealKey extends Secret {
  constructor(scope: Construct, id: string) {
    super(scope, id, {
      description: 'Key of the seals that renew visitor tokens',
      generateSecretString,
      removalPolicy,
    });
    Validations.of(this).acknowledge({
      id: 'AwsSolutions-SMG4',
      reason:
        'A new key makes every visitor a new person. One function reads it, and nothing else is signed with it',
    });
  }
}
