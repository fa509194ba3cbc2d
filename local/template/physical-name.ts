// Makes physical names as CloudFormation does, but the same ones after every start, so that state on disk is found again.

import { createHash } from 'node:crypto';

// Of all names here a function's name has the lowest limit. source: Lambda API, CreateFunction
const MAX_LENGTH = 64;
const HASH_LENGTH = 8;

export const shortHash = (text: string) => createHash('sha256').update(text).digest('hex');

/** Returns `<stack>-<logical id>-<hash>` with at most 64 characters. */
export function physicalName(stack: string, logicalId: string): string {
  const hash = shortHash(`${stack}/${logicalId}`).slice(0, HASH_LENGTH);
  return `${`${stack}-${logicalId}`.slice(0, MAX_LENGTH - HASH_LENGTH - 1)}-${hash}`;
}
