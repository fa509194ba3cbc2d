// The id of an API, and the domain name that AWS would give it.

import { shortHash } from '../template/physical-name.ts';
import { REGION } from './arn.ts';

// API Gateway's own ids have this length.
const API_ID_LENGTH = 10;

export const makeApiId = (physicalName: string): string => shortHash(physicalName).slice(0, API_ID_LENGTH);

export const apiDomainName = (apiId: string): string => `${apiId}.execute-api.${REGION}.amazonaws.com`;
