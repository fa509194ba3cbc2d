// The two streams that can be resharded.

export const streams = {
  'like-events': { output: 'LikeEventsStream', reader: 'batch-likes' },
  'count-updates': { output: 'CountUpdatesStream', reader: 'roll-up' },
} as const;

export type StreamName = keyof typeof streams;

export const isStreamName = (name: string): name is StreamName => Object.hasOwn(streams, name);
