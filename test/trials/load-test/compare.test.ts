import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { notReproduced, readEarlier } from '../../../trials/load-test/compare.ts';
import { judged, sampleResult } from './sample-result.ts';

function keep(text: string): string {
  const directory = mkdtempSync(join(tmpdir(), 'load-test-'));
  onTestFinished(() => rmSync(directory, { recursive: true }));
  const file = join(directory, 'earlier.json');
  writeFileSync(file, text);
  return file;
}

const { setting, judgement } = sampleResult;

test('a run that came out again as an earlier one has nothing to say', async () => {
  const earlier = await readEarlier(keep(JSON.stringify(sampleResult)));
  expect(notReproduced(earlier, judgement.rows, setting, 0.2)).toEqual([]);
});

test('a figure that did not come out again is named with both values', async () => {
  const earlier = await readEarlier(keep(JSON.stringify(sampleResult)));
  const { rows } = judged({ ...sampleResult.judgement, drainSeconds: 60, queued: 936 });
  expect(notReproduced(earlier, rows, setting, 0.2)).toEqual([
    'queue drained after: 25.0 s was measured then, 60 s now.',
  ]);
});

test('a run of another setting is not compared', async () => {
  const earlier = await readEarlier(keep(JSON.stringify(sampleResult)));
  expect(notReproduced(earlier, judgement.rows, { ...setting, shape: 'steady', minutes: 1 }, 0.2)).toEqual([
    'The earlier run had another shape and minutes, so it says nothing about this one.',
  ]);
});

test.each(['', '{', '[]', '{"setting":{}}'])('%j is not an earlier result', async (text) => {
  await expect(readEarlier(keep(text))).rejects.toThrow(
    /^--compare .*: it is not the --json of a load test$/,
  );
});

test('a file that is not there is said to be missing', async () => {
  await expect(readEarlier('/nowhere/x.json')).rejects.toThrow(/there is no such file/);
});
