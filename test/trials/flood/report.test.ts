import { describe, expect, test } from 'vitest';
import {
  busyNote,
  findFaults,
  formatTable,
  medianOf,
  type Part,
  worstMedianMs,
} from '../../../trials/flood/report.ts';

const person = (...countedAfterMs: number[]) => ({ countedAfterMs, answeredAfterMs: [20], refused: 0 });
const tally = { taken: 600, limited: 1_234, failed: 0, visitors: 0 };
const part = (name: string, people: Part['people'], flood: Part['flood'] = tally): Part => {
  return { name, seconds: 30, people, cpuShare: 0.9, flood };
};
const quiet: Part = { ...part('quiet', [person(1_000, 1_200, 5_000), person(900)]), flood: undefined };

describe('the report of a flood', () => {
  test('names each flood that made somebody wait more than three times as long', () => {
    const slow = part('flood by person', [person(1_000), person(3_601)]);
    const good = part('flood by address', [person(3_600), person(100)]);
    expect(findFaults([quiet, slow, good])).toEqual(['flood by person: 3.0 times the quiet median']);
  });

  test('takes a person of whom nothing was counted for the worst', () => {
    expect(findFaults([quiet, part('flood by person', [person(1_000), person()])])).toHaveLength(1);
  });

  test('goes by the worst person, not by the average one', () => {
    const many = Array.from({ length: 11 }, () => person(1_000));
    expect(worstMedianMs(part('flood', [...many, person(9_000)]))).toBe(9_000);
  });

  test('says when the machine had other work, but not for the quiet part, which needs little', () => {
    const idle = { ...quiet, cpuShare: 0.1 };
    expect(busyNote([idle, part('flood by person', [])])).toBeUndefined();
    expect(busyNote([idle, { ...part('flood by person', []), cpuShare: 0.2 }])).toContain(
      'only 20% of its CPU',
    );
  });

  test('shows quiet and floods side by side, with what the flood got through and what was refused', () => {
    const table = formatTable([quiet, part('flood by person', [person(2_400), person(1_000)])]);
    expect(table).toMatch(/^ +quiet +flood by person$/m);
    expect(table).toMatch(/median until counted, s +1\.20 +2\.40$/m);
    expect(table).toMatch(/times the quiet one +1\.00 +2\.00$/m);
    expect(table).toMatch(/actions taken +600$/m);
    expect(table).toMatch(/actions taken a second +20$/m);
    expect(table).toMatch(/refused with 429 +1,234$/m);
  });
});

test.each([
  [[3, 1, 2], 2],
  [[4, 1, 2, 3], 2.5],
  [[], Number.NaN],
])('the median of %j is %f', (values, median) => {
  expect(medianOf(values)).toBe(median);
});
