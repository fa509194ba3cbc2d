// How old a record of the stream may become before the last resort takes it.

import type { StreamCapacity } from '../capacity.ts';
import { MAPPING } from '../limits.ts';

/** The rest of the retention is left for putting records into the bucket, also those of a lane that has gathered a backlog. */
const SHARE_OF_RETENTION = 5 / 6;
const HOUR_SECONDS = 3_600;

/** Returns seconds: five sixths of the retention, at most what a mapping allows. 72 hours leave 12 hours of room. */
export const recordAgeSeconds = ({ retentionHours }: StreamCapacity): number =>
  Math.min(MAPPING.recordAgeSeconds, Math.floor(SHARE_OF_RETENTION * retentionHours * HOUR_SECONDS));
