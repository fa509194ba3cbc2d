// Makes a role with a policy on the emulator, and assumes it.

import { callQuery } from '../deploy-check/emulator.ts';
import type { FunctionRole } from './template-roles.ts';

export interface RoleCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
}

/** Thrown when the emulator makes no role. */
export class RoleError extends Error {
  override readonly name = 'RoleError';
}

const IAM = '2010-05-08';
const STS = '2011-06-15';

const ANYBODY_MAY_ASSUME = { Effect: 'Allow', Principal: { AWS: '*' }, Action: 'sts:AssumeRole' };
const documentOf = (statements: readonly object[]) =>
  JSON.stringify({ Version: '2012-10-17', Statement: statements });

export async function assumeRole(
  endpoint: string,
  { name, statements }: FunctionRole,
): Promise<RoleCredentials> {
  const made = await callQuery(endpoint, 'iam', {
    Action: 'CreateRole',
    RoleName: name,
    AssumeRolePolicyDocument: documentOf([ANYBODY_MAY_ASSUME]),
    Version: IAM,
  });
  await callQuery(endpoint, 'iam', {
    Action: 'PutRolePolicy',
    RoleName: name,
    PolicyName: name,
    PolicyDocument: documentOf(statements),
    Version: IAM,
  });
  const assumed = await callQuery(endpoint, 'sts', {
    Action: 'AssumeRole',
    RoleArn: textIn(made, 'Arn'),
    RoleSessionName: name,
    Version: STS,
  });
  return {
    accessKeyId: textIn(assumed, 'AccessKeyId'),
    secretAccessKey: textIn(assumed, 'SecretAccessKey'),
    sessionToken: textIn(assumed, 'SessionToken'),
  };
}

function textIn(xml: string, tag: string): string {
  const text = new RegExp(`<${tag}>([^<]+)</${tag}>`).exec(xml)?.[1];
  if (text === undefined)
    throw new RoleError(`an answer of the emulator has no ${tag}: ${xml.slice(0, 200)}`);
  return text;
}
