// ARNs and the identity of the local account.

export const ACCOUNT_ID = '000000000000';
export const REGION = 'us-east-1';

export const makeArn = (service: string, resource: string, region = REGION) =>
  `arn:aws:${service}:${region}:${ACCOUNT_ID}:${resource}`;
