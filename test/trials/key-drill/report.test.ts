import { expect, test } from 'vitest';
import { type DrillReport, findFaults } from '../../../trials/key-drill/report.ts';

const good: DrillReport = {
  actions: 4_500,
  retries: 3,
  people: 40,
  renewed: 80,
  keysUsed: 3,
  newPersons: 0,
  differences: 0,
  thiefBefore: 202,
  thiefAcceptedSeconds: 44.6,
  thiefRenewal: 401,
};

test.each<[Partial<DrillReport>, RegExp]>([
  [{ newPersons: 1 }, /became new persons/],
  [{ differences: 2 }, /another count/],
  [{ renewed: 39 }, /shows too little/],
  [{ keysUsed: 2 }, /2 keys only/],
  [{ thiefBefore: 401 }, /could not act/],
  [{ thiefAcceptedSeconds: 60.5 }, /good for 60.5 s/],
  [{ thiefRenewal: 201 }, /answered with 201/],
])('a drill fails for %j', (more, fault) => {
  expect(findFaults({ ...good, ...more })).toEqual([expect.stringMatching(fault)]);
});

test('a drill passes when only the thief was refused', () => {
  expect(findFaults(good)).toEqual([]);
});
