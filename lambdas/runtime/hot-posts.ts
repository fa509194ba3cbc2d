// The settings of hot posts, as the template hands them to a function.

import type { SplitPolicy } from '../../core/split-policy.ts';
import { requireEnv } from './require-env.ts';

/** The scenario's policy, as JSON. */
export const readSplitPolicy = (env: NodeJS.ProcessEnv) =>
  JSON.parse(requireEnv(env, 'SPLIT_POLICY')) as SplitPolicy;

export const readTombstoneSeconds = (env: NodeJS.ProcessEnv) => Number(requireEnv(env, 'TOMBSTONE_SECONDS'));
