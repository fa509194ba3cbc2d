// Gives the reasons why cdk-nag's findings on the function that copies the page into its bucket are acceptable. The function and its
// role come from the CDK.

import { Stack, Token, Validations } from 'aws-cdk-lib';
import type { CfnBucket } from 'aws-cdk-lib/aws-s3';
import type { Construct, IConstruct } from 'constructs';

/** The CDK makes one such function for a stack, under this id. */
const FUNCTION_ID = /^Custom::CDKBucketDeployment/;
const ACTIONS = ['s3:Abort*', 's3:DeleteObject*', 's3:GetBucket*', 's3:GetObject*', 's3:List*'];

/** @param bucket where the function copies the files to */
export function acknowledgeDeployment(scope: Construct, bucket: IConstruct): void {
  const stack = Stack.of(scope);
  const copier = stack.node.children.find(({ node }) => FUNCTION_ID.test(node.id));
  if (!copier) throw new Error('the CDK has made no function that copies files');
  const role = copier.node.findChild('ServiceRole');
  const files = `<${stack.getLogicalId(bucket.node.defaultChild as CfnBucket)}.Arn>/*`;
  const resources = [files, assetsOf(stack)].map((it) => `Resource::${it}`);
  const wildcards = [...ACTIONS.map((it) => `Action::${it}`), ...resources];
  acknowledge(
    role.node.findChild('DefaultPolicy'),
    wildcards.map((it) => `AwsSolutions-IAM5[${it}]`),
    'It may write any file of this one bucket, and read the files that the CDK has uploaded',
  );
  const policy = 'Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole';
  acknowledge(role, [`AwsSolutions-IAM4[${policy}]`], 'It may only write logs');
  acknowledge(copier, ['AwsSolutions-L1', 'Serverless-LambdaLatestVersion'], 'The CDK chooses its runtime');
  acknowledge(
    copier,
    ['Serverless-LambdaDLQ', 'Serverless-LambdaTracing'],
    'Only CloudFormation invokes it, during a deployment, and reports its failures',
  );
}

/** The bucket of the CDK, as cdk-nag writes it. It names what a stack with a region of its own knows. */
function assetsOf({ partition, account, region }: Stack): string {
  const shown = (value: string, name: string) => (Token.isUnresolved(value) ? `<AWS::${name}>` : value);
  const bucket = `cdk-hnb659fds-assets-${shown(account, 'AccountId')}-${shown(region, 'Region')}`;
  return `arn:${shown(partition, 'Partition')}:s3:::${bucket}/*`;
}

function acknowledge(construct: IConstruct, ids: readonly string[], reason: string): void {
  for (const id of ids) Validations.of(construct).acknowledge({ id, reason });
}
