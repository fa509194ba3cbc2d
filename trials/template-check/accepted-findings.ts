// The findings that are right about the templates and still no fault, each with its reason. What stands here and is not found any more is
// an error, so that nothing hides what somebody makes later.

import type { Accepted } from './finding.ts';

const FUNCTION = 'AWS::Lambda::Function';
const OWN_KEY =
  'What AWS encrypts with keys of its own is encrypted. A key of the customer costs by the month and by the call';
const LOCAL_ONLY = 'The REST API is for LocalStack on one machine, which knows no such setting';

const accept = (rule: string, type: string, reason: string, only?: RegExp): Accepted => ({
  rule,
  type,
  reason,
  ...(only && { only }),
});

export const ACCEPTED: readonly Accepted[] = [
  accept('W3005', FUNCTION, 'The CDK writes the dependency of a function on its role. It does no harm'),
  accept(
    'W3005',
    'AWS::SecretsManager::RotationSchedule',
    'The schedule must wait for the permission to invoke the function, and the CDK names the function as well',
  ),

  accept(
    'CKV_AWS_115',
    FUNCTION,
    'Reserving takes away from other functions of the account. A scenario may do it: reserveConcurrency',
  ),
  accept(
    'CKV_AWS_116',
    FUNCTION,
    'A DLQ is for asynchronous invocations. Only merge-buckets and the canary have them, and the next run does their work',
  ),
  accept(
    'CKV_AWS_117',
    FUNCTION,
    'Functions call nothing but services of AWS, over TLS and with a role. A VPC would add costs and cold starts',
  ),
  accept('CKV_AWS_173', FUNCTION, `Variables hold names and limits, and no secret. ${OWN_KEY}`),

  accept(
    'CKV_AWS_27',
    'AWS::SQS::Queue',
    'It looks for a KMS key only. The queues have SqsManagedSseEnabled',
  ),
  accept(
    'CKV_AWS_26',
    'AWS::SNS::Topic',
    `CloudWatch cannot send through the key that AWS has for SNS. An alarm names no person. ${OWN_KEY}`,
  ),
  accept('CKV_AWS_28', 'AWS::DynamoDB::Table', 'It holds nothing that anybody would miss', /^Connections/),
  accept('CKV_AWS_119', 'AWS::DynamoDB::Table', OWN_KEY),
  accept('CKV_AWS_149', 'AWS::SecretsManager::Secret', OWN_KEY),
  accept('CKV_AWS_158', 'AWS::Logs::LogGroup', `No log names a person or holds a token. ${OWN_KEY}`),

  accept(
    'CKV_AWS_18',
    'AWS::S3::Bucket',
    'A log of requests would hold the addresses of people. CloudFront reads the page, and operators the last resort',
  ),
  accept('CKV_AWS_21', 'AWS::S3::Bucket', 'It holds the built page, which a build makes again'),
  accept(
    'CKV_AWS_68',
    'AWS::CloudFront::Distribution',
    'WAF costs a base price. A deployment turns it on with a rate or a web ACL',
  ),
  accept(
    'CKV_AWS_86',
    'AWS::CloudFront::Distribution',
    'A log of requests would hold the addresses of people',
  ),
  accept(
    'CKV_AWS_174',
    'AWS::CloudFront::Distribution',
    'The certificate of cloudfront.net comes with a fixed security policy',
  ),

  accept(
    'CKV_AWS_59',
    'AWS::ApiGateway::Method',
    'Reading is public with an optional token, and functions verify tokens',
  ),
  accept('CKV_AWS_73', 'AWS::ApiGateway::Stage', LOCAL_ONLY),
  accept('CKV_AWS_76', 'AWS::ApiGateway::Stage', LOCAL_ONLY),
  accept('CKV_AWS_120', 'AWS::ApiGateway::Stage', LOCAL_ONLY),
];
