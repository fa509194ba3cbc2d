// Decides the state of an alarm from its data points, as CloudWatch does. This module is pure.
//
// An example with 3 evaluation periods, of which 3 are to breach (`X` breaches, `0` does not, `-` is missing). CloudWatch looks at five
// points, so that it can do without some of them:
//   0 X X - X   has three points besides the missing one. All breach: ALARM.
//   0 - - - -   has one point. Even if missing ones are to breach, one of three does not: OK.
//   - - X - -   has one point that is old enough, and nothing speaks against it: ALARM, if missing points are `missing`.
// source: CloudWatch guide, "Configuring how CloudWatch alarms treat missing data"

import type { DataPoints } from './metric-store.ts';

export type AlarmState = 'OK' | 'ALARM' | 'INSUFFICIENT_DATA';

export const COMPARISONS = {
  GreaterThanOrEqualToThreshold: (value: number, threshold: number) => value >= threshold,
  GreaterThanThreshold: (value: number, threshold: number) => value > threshold,
  LessThanThreshold: (value: number, threshold: number) => value < threshold,
  LessThanOrEqualToThreshold: (value: number, threshold: number) => value <= threshold,
};

export type ComparisonOperator = keyof typeof COMPARISONS;

export const TREATMENTS = ['missing', 'ignore', 'breaching', 'notBreaching'] as const;

export type TreatMissingData = (typeof TREATMENTS)[number];

export interface AlarmCondition {
  readonly comparisonOperator: ComparisonOperator;
  readonly threshold: number;
  readonly evaluationPeriods: number;
  /** How many of the evaluation periods are to breach. */
  readonly datapointsToAlarm: number;
  readonly treatMissingData: TreatMissingData;
}

/** The guide gives no number. Its tables show five points for an alarm of three periods. */
const SPARE_PERIODS = 2;

/** Returns how many points `decideState` looks at. */
export const evaluationRange = ({ evaluationPeriods }: Pick<AlarmCondition, 'evaluationPeriods'>) =>
  evaluationPeriods + SPARE_PERIODS;

/** @param points as many as `evaluationRange` says, the oldest first */
export function decideState(condition: AlarmCondition, points: DataPoints, current: AlarmState): AlarmState {
  const { evaluationPeriods, datapointsToAlarm, treatMissingData } = condition;
  const breaches = (value: number) => COMPARISONS[condition.comparisonOperator](value, condition.threshold);
  const existing = points.filter((point) => point !== undefined).slice(-evaluationPeriods);
  const breaching = existing.filter(breaches).length;
  const missing = evaluationPeriods - existing.length;

  if (breaching >= datapointsToAlarm) return 'ALARM';
  if (missing === 0 || treatMissingData === 'notBreaching') return 'OK';
  if (treatMissingData === 'breaching') return breaching + missing >= datapointsToAlarm ? 'ALARM' : 'OK';
  if (existing.length > breaching) return 'OK';
  if (treatMissingData === 'ignore') return current;
  const oldest = points.findIndex((point) => point !== undefined);
  const isOldEnough = oldest !== -1 && points.length - oldest >= datapointsToAlarm;
  return isOldEnough ? 'ALARM' : 'INSUFFICIENT_DATA';
}
