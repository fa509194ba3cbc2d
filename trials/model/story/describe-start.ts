// How the story of a schedule begins: what the lanes hold and how posts are split.

import type { Position } from '../../../core/stream/sequence-number.ts';
import type { Stamp } from '../../../core/likes/stamp.ts';
import type { Settings } from '../settings.ts';
import { EVENT_ID_PREFIX, type LaneRecords, type Workload } from '../workload.ts';

export function describeStart(settings: Settings, { lanes }: Workload): string[] {
  const { policy, maxVersions, readTwice, failureTells, damage } = settings;
  const splits = {
    never: 'Posts are never split.',
    always: `Posts are split over ${policy.buckets} from their first like on.`,
    'when-hot': `Hot posts are split over ${policy.buckets}.`,
    'when-throttled': `Throttled posts are split over ${policy.buckets}.`,
  };
  return [
    `${splits[settings.heat]} A row keeps ${maxVersions} counted versions.`,
    ...(readTwice ? ["A second reader, marked ', reads every lane from its start."] : []),
    ...(failureTells ? [] : ['Where a condition fails, what is there takes another read.']),
    ...(damage === 0 ? [] : [`Counts are wrong by ${damage} from the start, for auditors to correct.`]),
    ...lanes.map(describeLane),
  ];
}

function describeLane({ name, parents, events }: LaneRecords): string {
  const from = parents.length > 0 ? `, after ${parents.join(' and ')}` : '';
  const said = events.map(({ position, userId, postId, stamp }) => {
    const op = stamp.endsWith('+') ? 'likes' : 'unlikes';
    return `${shortPosition(position)} ${userId} ${op} ${postId} (${shortStamp(stamp)})`;
  });
  return `Lane ${name}${from}: ${said.join(', ') || 'empty'}.`;
}

export const shortPosition = (position: Position): string => String(Number.parseInt(position.slice(2), 36));

/** The event's number and its op. */
export const shortStamp = (stamp: Stamp): string =>
  stamp.replace(EVENT_ID_PREFIX, '').replace(/^0+(?=\d)/, '');
