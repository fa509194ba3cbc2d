// Names for what CloudFront keeps once for an account, whatever region the stack is in.

import { Names, Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';

// The longest name of an origin access control has 64 characters, and the longest name of a region 14.
// source: CloudFront API, OriginAccessControlConfig
const MAX_LENGTH = 48;

export function globalName(scope: Construct, name: string): string {
  const ofScope = Names.uniqueResourceName(scope, { maxLength: MAX_LENGTH - name.length });
  return `${ofScope}-${name}-${Stack.of(scope).region}`;
}
