// Lists all targets of the fuzzer.

import { eventIdTexts } from './event-ids.ts';
import { httpRequests } from './http-requests.ts';
import { kinesisBatches } from './kinesis-batches.ts';
import { encodedRecords, likeRecords } from './like-records.ts';
import { sequenceNumbers } from './sequence-numbers.ts';
import { localServers } from './local-servers/target.ts';
import { forgedSolutions } from './solutions.ts';
import type { FuzzTarget } from './target.ts';
import { forgedTokens, signedClaims } from './tokens.ts';

export const targets: readonly FuzzTarget[] = [
  likeRecords,
  encodedRecords,
  kinesisBatches,
  httpRequests,
  sequenceNumbers,
  eventIdTexts,
  forgedTokens,
  signedClaims,
  forgedSolutions,
  localServers,
];
