// Puts a unit and a formula beside each figure that is predicted.

import type { PredictionName, Predictions } from '../predict.ts';

export interface Prediction {
  readonly name: PredictionName;
  readonly predicted: number;
  readonly unit: string;
  readonly formula: string;
}

const MEANINGS: Readonly<Record<PredictionName, readonly [unit: string, formula: string]>> = {
  accepted: ['likes', 'all that arrive, less those that are refused'],
  queued: ['likes', 'what the stream throttles, where there is a queue'],
  refused: ['likes', 'what the stream throttles twice, where there is no queue'],
  shardThrottles: ['records', 'tries beyond what the shards hold and get, of likes and of drained messages'],
  counterThrottles: ['writes', 'writes of the hottest post beyond 1,000/s for each of its buckets'],
  tableThrottles: ['units', 'writes beyond what a table has and has saved'],
  queuePeakMessages: ['messages', 'the most of: what was queued, less what was drained'],
  drainSeconds: ['s', 'from the most in the queue until it is empty'],
  latencyP50Ms: [
    'ms',
    'the median without load, and the wait for the processor; half as much again for a like that is throttled',
  ],
  latencyP99Ms: ['ms', 'as the median, with the spread of a lognormal'],
  latencyP999Ms: ['ms', 'as the median, with the spread of a lognormal'],
  freshnessP50Seconds: [
    's',
    'the rest of the lane’s cycle, the work on the batch, and the wait in the queue',
  ],
  freshnessP99Seconds: [
    's',
    'the rest of the lane’s cycle, the work on the batch, and the wait in the queue',
  ],
  likesPerCounterWrite: ['likes', 'likes of a batch / (1 for the hot post + 1 for each other)'],
  ledgerUnitsPerLike: ['units', 'one row of less than 1 KB'],
  counterUnitsPerLike: ['units', 'counter writes / likes'],
};

export const explainPredictions = (predictions: Predictions): Prediction[] =>
  (Object.entries(predictions) as [PredictionName, number][]).map(([name, predicted]) => {
    const [unit, formula] = MEANINGS[name];
    return { name, predicted, unit, formula };
  });
