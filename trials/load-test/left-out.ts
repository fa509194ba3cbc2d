// What neither the prediction nor a local run knows. Whoever reads the figures has to know it.

export const LEFT_OUT: readonly string[] = [
  'Only likes and unlikes are sent. The readers of the scenario are not, besides those who watch the counts.',
  'Arrivals have slots and no bursts within a second. Independent people vary more (schedule.ts says by how much).',
  'The local cloud has no network. Latencies are those of this machine; calibration measures it before each run.',
  'The functions share the cores of this machine. On Lambda each execution environment has its own.',
  'The concurrency of the account is not scaled, so no run comes near it.',
  'The local cloud polls a shard four times a second, Lambda once. Counts are fresher here by up to that much.',
  'A scaled run has as many shards as the full one, and each of them has a part of its limit. Batches are therefore smaller by the scale, and a like costs more counter writes than at full scale.',
  'Live counts are off. A batch makes as many records for the roll-up at any scale, so that the stream of updates would be the limit of a scaled run, which it is not at full scale.',
  'The growth of an on-demand table with its use is in the local cloud, and not in the prediction.',
  'An on-demand stream that grows while it is used, a partition that splits for heat, and retries within AWS are not in the local cloud.',
];
