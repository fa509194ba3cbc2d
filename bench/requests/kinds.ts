// All kinds of requests, by route.

import { activityKinds } from './activity-kinds.ts';
import { batchKinds } from './batch-kinds.ts';
import { challengeKinds } from './challenge-kinds.ts';
import { issuerKinds } from './issuer-kinds.ts';
import type { Kind } from './kind.ts';
import { likeKinds } from './like-kinds.ts';
import { otherKinds } from './other-kinds.ts';
import { readKinds } from './read-kinds.ts';

export const kinds: readonly Kind[] = [
  ...likeKinds,
  ...issuerKinds,
  ...batchKinds,
  ...readKinds,
  ...activityKinds,
  ...challengeKinds,
  ...otherKinds,
];
