// A function whose code stands in the template, and its role.

import type { Resources } from './tiny-stack.ts';

const TRUST = { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'lambda.amazonaws.com' } };

/** @param code CommonJS that exports `handler` */
export function makeFunction(code: string, runtime = 'nodejs24.x'): Resources {
  return {
    Role: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: { Statement: [TRUST] } } },
    Function: {
      Type: 'AWS::Lambda::Function',
      Properties: {
        Runtime: runtime,
        Handler: 'index.handler',
        Timeout: 30,
        Role: { 'Fn::GetAtt': ['Role', 'Arn'] },
        Code: { ZipFile: code },
      },
    },
  };
}
