import { expect, test } from 'vitest';
import { watchWorkers } from '../../../../tools/start/control-room/workers.ts';

const BATCH =
  '{"Records":[{"kinesis":{"approximateArrivalTimestamp":95.5}},{"kinesis":{"approximateArrivalTimestamp":99}}]}';

test('one worker of batch-likes is killed for each press, and no other function', () => {
  const workers = watchWorkers(2, () => 100_000);
  expect(workers.watch('Service-BatchLikes', BATCH)).toBeUndefined();
  workers.killNext();
  expect(workers.watch('Service-AcceptLike', '{}')).toBeUndefined();
  expect(workers.watch('Service-BatchLikes', BATCH)?.fault).toEqual({
    kind: 'killed-after',
    step: 2,
    freezeMs: 0,
  });
  expect(workers.watch('Service-BatchLikes', BATCH)).toBeUndefined();
  expect(workers.killed).toBe(1);
});

test('the iterator age is that of the oldest record, and is taken once', () => {
  const workers = watchWorkers(2, () => 100_000);
  workers.watch('Service-BatchLikes', BATCH);
  workers.watch('Service-BatchLikes', '{}');
  expect([workers.takeIteratorAgeMs(), workers.takeIteratorAgeMs()]).toEqual([4_500, 0]);
});
