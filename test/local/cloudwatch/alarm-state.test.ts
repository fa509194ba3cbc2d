import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type AlarmCondition,
  type AlarmState,
  COMPARISONS,
  type ComparisonOperator,
  decideState,
  evaluationRange,
  TREATMENTS,
  type TreatMissingData,
} from '../../../local/cloudwatch/alarm-state.ts';

const CONDITION: AlarmCondition = {
  comparisonOperator: 'GreaterThanThreshold',
  threshold: 0,
  evaluationPeriods: 3,
  datapointsToAlarm: 3,
  treatMissingData: 'missing',
};

const pointsOf = (drawn: string) =>
  drawn.split(' ').map((point) => (point === '-' ? undefined : point === 'X' ? 1 : 0));

/** The states for each treatment. `kept` is the state that the alarm has. */
type Row = readonly [drawn: string, states: Readonly<Record<TreatMissingData, AlarmState | 'kept'>>];

const all = (state: AlarmState) => ({ missing: state, ignore: state, breaching: state, notBreaching: state });

// source: the tables of the CloudWatch guide, "Configuring how CloudWatch alarms treat missing data"
const THREE_OF_THREE: readonly Row[] = [
  ['0 - X - X', all('OK')],
  ['0 - - - -', all('OK')],
  ['- - - - -', { missing: 'INSUFFICIENT_DATA', ignore: 'kept', breaching: 'ALARM', notBreaching: 'OK' }],
  ['0 X X - X', all('ALARM')],
  ['- - - - X', { missing: 'INSUFFICIENT_DATA', ignore: 'kept', breaching: 'ALARM', notBreaching: 'OK' }],
  ['X - - - -', { missing: 'ALARM', ignore: 'kept', breaching: 'ALARM', notBreaching: 'OK' }],
];
const TWO_OF_THREE: readonly Row[] = [
  ['0 - X - X', all('ALARM')],
  ['0 0 X 0 X', all('ALARM')],
  ['0 - X - -', { ...all('OK'), breaching: 'ALARM' }],
  ['- - - - 0', { ...all('OK'), breaching: 'ALARM' }],
  ['- - - - X', { missing: 'INSUFFICIENT_DATA', ignore: 'kept', breaching: 'ALARM', notBreaching: 'OK' }],
];

describe.each([
  [3, THREE_OF_THREE],
  [2, TWO_OF_THREE],
])('when %i of three points are to breach', (datapointsToAlarm, rows) => {
  test.each(rows)('%s has the states of the guide', (drawn, states) => {
    for (const treatMissingData of TREATMENTS)
      for (const current of ['OK', 'ALARM', 'INSUFFICIENT_DATA'] as const) {
        const condition = { ...CONDITION, datapointsToAlarm, treatMissingData };
        const wanted = states[treatMissingData];
        const state = decideState(condition, pointsOf(drawn), current);
        expect({ treatMissingData, state }).toEqual({
          treatMissingData,
          state: wanted === 'kept' ? current : wanted,
        });
      }
  });
});

test.each<[ComparisonOperator, boolean[]]>([
  ['GreaterThanThreshold', [false, false, true]],
  ['GreaterThanOrEqualToThreshold', [false, true, true]],
  ['LessThanThreshold', [true, false, false]],
  ['LessThanOrEqualToThreshold', [true, true, false]],
])('%s compares the value with the threshold', (comparisonOperator, breaches) => {
  const condition = { ...CONDITION, comparisonOperator, evaluationPeriods: 1, datapointsToAlarm: 1 };
  for (const [index, value] of [-1, 0, 1].entries())
    expect(decideState(condition, [undefined, undefined, value], 'OK')).toBe(
      breaches[index] ? 'ALARM' : 'OK',
    );
});

const conditions = fc
  .record({
    comparisonOperator: fc.constantFrom(...(Object.keys(COMPARISONS) as ComparisonOperator[])),
    threshold: fc.integer({ min: -2, max: 2 }),
    evaluationPeriods: fc.integer({ min: 1, max: 6 }),
    share: fc.double({ min: 0, max: 1, noNaN: true }),
    treatMissingData: fc.constantFrom(...TREATMENTS),
  })
  .map(({ share, ...condition }) => ({
    ...condition,
    datapointsToAlarm: 1 + Math.floor(share * (condition.evaluationPeriods - 1)),
  }));
const states = fc.constantFrom<AlarmState>('OK', 'ALARM', 'INSUFFICIENT_DATA');
const drawnCases = conditions.chain((condition) =>
  fc.record({
    condition: fc.constant(condition),
    current: states,
    points: fc.array(fc.option(fc.integer({ min: -3, max: 3 }), { nil: undefined }), {
      minLength: evaluationRange(condition),
      maxLength: evaluationRange(condition),
    }),
  }),
);

const breachesOf = (
  { comparisonOperator, threshold }: AlarmCondition,
  points: readonly (number | undefined)[],
) =>
  points.filter((point) => point !== undefined && COMPARISONS[comparisonOperator](point, threshold)).length;

test('with enough points it neither matters how missing ones are treated nor what the state was', () => {
  fc.assert(
    fc.property(
      drawnCases,
      states,
      fc.constantFrom(...TREATMENTS),
      ({ condition, points, current }, other, treated) => {
        const existing = points.filter((point) => point !== undefined);
        fc.pre(existing.length >= condition.evaluationPeriods);
        const wanted =
          breachesOf(condition, existing.slice(-condition.evaluationPeriods)) >= condition.datapointsToAlarm
            ? 'ALARM'
            : 'OK';
        expect(decideState(condition, points, current)).toBe(wanted);
        expect(decideState({ ...condition, treatMissingData: treated }, points, other)).toBe(wanted);
      },
    ),
  );
});

test('an alarm does not go off while no point breaches, unless missing points are to breach', () => {
  fc.assert(
    fc.property(drawnCases, ({ condition, points, current }) => {
      fc.pre(condition.treatMissingData !== 'breaching' && breachesOf(condition, points) === 0);
      const state = decideState(condition, points, current);
      expect(state === 'ALARM' && !(condition.treatMissingData === 'ignore' && current === 'ALARM')).toBe(
        false,
      );
    }),
  );
});

test('what is neither missing nor ignored is never insufficient', () => {
  fc.assert(
    fc.property(drawnCases, ({ condition, points, current }) => {
      fc.pre(condition.treatMissingData === 'breaching' || condition.treatMissingData === 'notBreaching');
      expect(decideState(condition, points, current)).not.toBe('INSUFFICIENT_DATA');
    }),
  );
});

test('one more breaching point never ends an alarm', () => {
  fc.assert(
    fc.property(drawnCases, fc.nat(), ({ condition, points, current }, at) => {
      fc.pre(decideState(condition, points, current) === 'ALARM');
      const index = at % points.length;
      fc.pre(points[index] !== undefined);
      const breaching = condition.comparisonOperator.startsWith('Greater') ? 100 : -100;
      expect(decideState(condition, points.with(index, breaching), current)).toBe('ALARM');
    }),
  );
});
