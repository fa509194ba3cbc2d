// When an alarm of a template goes off.

import type { AlarmSource } from '../cloudwatch/alarm-points.ts';
import {
  type AlarmCondition,
  COMPARISONS,
  type ComparisonOperator,
  TREATMENTS,
} from '../cloudwatch/alarm-state.ts';
import { type JsonObject, toText } from '../template/template.ts';
import { type ResourceAddress, UnsupportedTemplateError } from '../template/unsupported-template-error.ts';

/** An alarm may look back for a day. source: CloudWatch API reference, PutMetricAlarm, EvaluationPeriods */
const MAX_MINUTES = 24 * 60;

/** Throws UnsupportedTemplateError for a condition that CloudWatch or the local cloud does not know. */
export function readAlarmCondition(
  address: ResourceAddress,
  properties: JsonObject,
  { periodMinutes, queries }: AlarmSource,
): AlarmCondition {
  const refuse = (problem: string) => new UnsupportedTemplateError(address, problem);
  const operator = toText(properties['ComparisonOperator']);
  if (!Object.hasOwn(COMPARISONS, operator))
    throw refuse(`property ComparisonOperator: ${operator} is not supported by the local cloud`);
  const threshold = properties['Threshold'];
  if (typeof threshold !== 'number' || !Number.isFinite(threshold))
    throw refuse(`property Threshold: ${toText(threshold)} is no number`);
  const evaluationPeriods = readCount('EvaluationPeriods', properties['EvaluationPeriods']);
  const datapointsToAlarm = readCount(
    'DatapointsToAlarm',
    properties['DatapointsToAlarm'] ?? evaluationPeriods,
  );
  if (datapointsToAlarm > evaluationPeriods)
    throw refuse('property DatapointsToAlarm: it is more than EvaluationPeriods');
  if (evaluationPeriods * periodMinutes > MAX_MINUTES)
    throw refuse('property EvaluationPeriods: the periods together are longer than a day');
  const given = properties['TreatMissingData'];
  // Alarms on DynamoDB ignore missing data unless they say otherwise. source: CloudWatch guide, "Configuring how CloudWatch alarms
  // treat missing data"
  const ofDynamoDB = [...queries.values()].some(({ metric }) => metric.namespace === 'AWS/DynamoDB');
  const treatment = toText(given ?? (ofDynamoDB ? 'ignore' : 'missing'));
  const treatMissingData = TREATMENTS.find((each) => each === treatment);
  if (!treatMissingData) throw refuse(`property TreatMissingData: ${treatment} is no treatment`);
  return {
    comparisonOperator: operator as ComparisonOperator,
    threshold,
    evaluationPeriods,
    datapointsToAlarm,
    treatMissingData,
  };

  function readCount(property: string, value: unknown): number {
    if (typeof value === 'number' && Number.isInteger(value) && value >= 1) return value;
    throw refuse(`property ${property}: ${JSON.stringify(value)} is no whole number from 1`);
  }
}
