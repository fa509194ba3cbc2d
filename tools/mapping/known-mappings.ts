// The event source mappings that can be paused, and what stands still meanwhile.

export interface KnownMapping {
  /** The output of the service stack that has its UUID. */
  readonly output: string;
  /** What it means that the mapping is paused. */
  readonly paused: string;
}

export const knownMappings = {
  'batch-likes': {
    output: 'BatchLikesMappingId',
    paused: 'Likes are accepted and wait in the stream. Counts stand still.',
  },
  'drain-burst': {
    output: 'DrainBurstMappingId',
    paused: 'Likes that the stream throttles are accepted and wait in the burst queue.',
  },
  'roll-up': {
    output: 'RollUpMappingId',
    paused: 'Totals of split posts, timelines, trends and pushed counts stand still. Counting goes on.',
  },
  broadcast: {
    output: 'BroadcastMappingId',
    paused: 'Open pages are not told of new counts, and read them when they connect again. Counting goes on.',
  },
} as const satisfies Record<string, KnownMapping>;

export type MappingName = keyof typeof knownMappings;

export const mappingNames = Object.keys(knownMappings) as MappingName[];

export const isMappingName = (name: string): name is MappingName => Object.hasOwn(knownMappings, name);
