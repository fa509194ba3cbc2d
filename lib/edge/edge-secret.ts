// The secret by which the API knows what came through the edge. Secrets Manager makes it, and the template only refers to it. It keeps
// nobody out who has the edge's address: it is there so that nobody spends the origin's money behind the cache's back.

import { Validations } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';
import type { LikesFunction } from '../functions/likes-function.ts';

export class EdgeSecret extends Secret {
  constructor(scope: Construct, id: string) {
    super(scope, id, {
      description: 'What CloudFront adds to each request to the API',
      // It is the value of a header, so it has letters and digits only.
      generateSecretString: { passwordLength: 64, excludePunctuation: true },
    });
    Validations.of(this).acknowledge({
      id: 'AwsSolutions-SMG4',
      reason: 'CloudFront learns a new value only by a deployment, and refuses nothing until then',
    });
  }

  /** Lets functions read the secret. They refuse from then on what does not carry it. */
  guard(functions: readonly LikesFunction[]): void {
    const mayRead = () =>
      new PolicyStatement({ actions: ['secretsmanager:GetSecretValue'], resources: [this.secretArn] });
    for (const guarded of functions) guarded.give({ EDGE_SECRET_ARN: this.secretArn }, mayRead());
  }
}
