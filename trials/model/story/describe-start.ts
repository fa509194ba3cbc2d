// Makes the first lines of a schedule's story. They tell how posts are split and what the lanes hold.

import type { Position } from '../../../core/stream/sequence-number.ts';
import type { LikeEvent } from '../../../core/likes/like-event.ts';
import { type Stamp, stampOf } from '../../../core/likes/stamp.ts';
import type { Settings } from '../settings.ts';
import { EVENT_ID_PREFIX, type LaneRecords, type Workload } from '../workload.ts';

export function describeStart(settings: Settings, { lanes, queued }: Workload): string[] {
  const { policy, maxVersions, readTwice, failureTells, damage } = settings;
  const splits = {
    never: 'Posts are never split.',
    always: `Posts are split over ${amountText(policy.buckets, 'bucket')} from their first like on.`,
    'when-hot': `Hot posts are split over ${amountText(policy.buckets, 'bucket')}.`,
    'at-random': `Posts are split at random over ${amountText(policy.buckets, 'bucket')}.`,
  };
  return [
    `${splits[settings.heat]} A row keeps at most ${amountText(maxVersions, 'counted version')}.`,
    ...(readTwice ? ["A second reader, marked ', reads every lane from its start."] : []),
    ...(failureTells ? [] : ['When a write is refused, it takes another read to learn what is there.']),
    ...(damage === 0
      ? []
      : [`Each count is wrong by ${damage} from the start, and auditors are to correct it.`]),
    ...lanes.map(describeLane),
    ...(queued.length > 0 ? [`The burst queue: ${queued.flat().map(eventText).join(', ')}.`] : []),
  ];
}

function describeLane({ name, parents, events }: LaneRecords): string {
  const from = parents.length > 0 ? `, after ${parents.join(' and ')}` : '';
  const said = events.map(({ position, userId, postId, stamp }) => {
    const op = stamp.endsWith('+') ? 'likes' : 'unlikes';
    return `${shortPosition(position)} ${userId} ${op} ${postId} (${shortStamp(stamp)})`;
  });
  return said.length === 0 ? `Lane ${name}${from} is empty.` : `Lane ${name}${from}: ${said.join(', ')}.`;
}

const eventText = (event: LikeEvent) =>
  `${event.userId} ${event.op}s ${event.postId} (${shortStamp(stampOf(event))})`;

export const amountText = (count: number, noun: string) => `${count} ${noun}${count === 1 ? '' : 's'}`;

export const shortPosition = (position: Position): string => String(Number.parseInt(position.slice(2), 36));

/** Only the event's number and its sign. */
export const shortStamp = (stamp: Stamp): string =>
  stamp.replace(EVENT_ID_PREFIX, '').replace(/^0+(?=\d)/, '');
