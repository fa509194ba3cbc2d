// The key that signs visitors' tokens. It outlives the stack, as the ledger does: without it every visitor is a new person.

import { RemovalPolicy, Validations } from 'aws-cdk-lib';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';

export class VisitorKey extends Secret {
  constructor(scope: Construct, id: string) {
    super(scope, id, {
      description: 'HS256 key of the visitor tokens',
      // 64 characters, each one of 62, hold 381 bits. HS256 asks for at least 256. source: RFC 7518, 3.2
      generateSecretString: { passwordLength: 64, excludePunctuation: true },
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });
    Validations.of(this).acknowledge({
      id: 'AwsSolutions-SMG4',
      reason: 'A rotated key makes every visitor a new person, who could like everything again',
    });
  }
}
