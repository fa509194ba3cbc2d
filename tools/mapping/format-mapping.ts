// Says what a mapping is doing, and for how long it may stay paused. Pure.

import { knownMappings, type MappingName } from './known-mappings.ts';
import type { ReadMapping } from './read-mapping.ts';

export const formatMapping = (name: MappingName, { state, sourceArn, keptSeconds }: ReadMapping): string =>
  `${name}: ${state}. It reads ${sourceArn}, which keeps what is not read for ${duration(keptSeconds)}.`;

export function formatPause(
  name: MappingName,
  { keptSeconds, triedSeconds, changedMs }: ReadMapping,
): string {
  const waits = triedSeconds ?? keptSeconds;
  const until = new Date(changedMs + 1_000 * waits).toISOString().replace(/\.\d+Z$/, 'Z');
  return [
    `${name} is paused. ${knownMappings[name].paused}`,
    name === 'broadcast'
      ? `What waits for longer than ${duration(keptSeconds)} is dropped, which loses no like.`
      : `Resume it before ${until}: what waits for longer than ${duration(waits)} ${endOf(triedSeconds)}. If it was behind when it was paused, ` +
        'resume it earlier by as much: the metric IteratorAge of its function, or the age of the oldest message, tells.',
    `  npm run mapping -- --resume ${name} ...`,
  ].join('\n');
}

const endOf = (triedSeconds: number | undefined): string =>
  triedSeconds === undefined ? 'is lost' : 'goes to the last resort (npm run redrive -- --from s3)';

function duration(seconds: number): string {
  if (seconds >= 2 * 86_400 && seconds % 86_400 === 0) return `${seconds / 86_400} days`;
  return seconds >= 7_200 ? `${Math.round(seconds / 3_600)} hours` : `${seconds} s`;
}
