import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { CloudWatch } from '../../../local/cloudwatch/cloudwatch.ts';

beforeEach(() => void vi.useFakeTimers({ now: 30_000 }));
afterEach(() => void vi.useRealTimers());

const METRIC = { namespace: 'N', name: 'M', dimensions: {} };
const NO_ACTIONS = { OK: [], ALARM: [], INSUFFICIENT_DATA: [] };

function addAlarm(cloudwatch: CloudWatch) {
  cloudwatch.alarms.add({
    name: 'a',
    description: '',
    condition: {
      comparisonOperator: 'GreaterThanThreshold',
      threshold: 0,
      evaluationPeriods: 1,
      datapointsToAlarm: 1,
      treatMissingData: 'notBreaching',
    },
    source: {
      periodMinutes: 1,
      queries: new Map([['m', { metric: METRIC, statistic: 'Sum' }]]),
      expressions: new Map(),
      watched: 'm',
    },
    actions: NO_ACTIONS,
  });
}

test('each minute ends once, with what its sources have counted, until everything is stopped', () => {
  const cloudwatch = new CloudWatch();
  const asked: number[] = [];
  cloudwatch.addSource((atMs) => {
    asked.push(atMs);
    cloudwatch.store.series(METRIC).add(1, atMs);
  });
  addAlarm(cloudwatch);
  const stop = cloudwatch.start(() => {});
  vi.advanceTimersByTime(29_999);
  expect(asked).toEqual([]);
  vi.advanceTimersByTime(1);
  expect(asked).toEqual([59_999]);
  expect(cloudwatch.readAlarms()).toMatchObject([{ state: 'ALARM', history: [{ atMs: 60_000 }] }]);
  vi.advanceTimersByTime(120_000);
  expect(asked).toEqual([59_999, 119_999, 179_999]);
  stop();
  vi.advanceTimersByTime(120_000);
  expect(asked).toHaveLength(3);
});

test('a shorter minute ends more often', () => {
  const cloudwatch = new CloudWatch({ minuteMs: 5_000 });
  addAlarm(cloudwatch);
  const asked: number[] = [];
  cloudwatch.addSource((atMs) => void asked.push(atMs));
  const stop = cloudwatch.start(() => {});
  vi.advanceTimersByTime(15_000);
  expect(asked).toEqual([34_999, 39_999, 44_999]);
  stop();
});

test('a source that fails is told, and the alarms go on', () => {
  const cloudwatch = new CloudWatch();
  addAlarm(cloudwatch);
  const lines: string[] = [];
  cloudwatch.addSource(() => {
    throw new Error('no usage');
  });
  const stop = cloudwatch.start((line) => void lines.push(line));
  vi.advanceTimersByTime(120_000);
  expect(lines).toEqual(['alarms: Error: no usage', 'alarms: Error: no usage']);
  stop();
});

test('without alarms nobody is asked', () => {
  const cloudwatch = new CloudWatch();
  const asked = vi.fn();
  cloudwatch.addSource(asked);
  cloudwatch.start(() => {});
  vi.advanceTimersByTime(300_000);
  expect(asked).not.toHaveBeenCalled();
});
