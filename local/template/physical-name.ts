// Physical names as CloudFormation makes them, but the same after every start: state on disk is found again.

import { createHash } from 'node:crypto';

// The shortest limit of the resources here: a function's name. source: Lambda API, CreateFunction
const MAX_LENGTH = 64;
const HASH_LENGTH = 8;

export const shortHash = (text: string) => createHash('sha256').update(text).digest('hex');

/** `<stack>-<logical id>-<hash>`, at most 64 characters. */
export function physicalName(stack: string, logicalId: string): string {
  const hash = shortHash(`${stack}/${logicalId}`).slice(0, HASH_LENGTH);
  return `${`${stack}-${logicalId}`.slice(0, MAX_LENGTH - HASH_LENGTH - 1)}-${hash}`;
}
