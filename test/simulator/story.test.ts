import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Mutant } from '../../trials/model/mutants.ts';
import type { Preset } from '../../simulator/story/preset.ts';
import { presetOf, PRESETS } from '../../simulator/story/presets.ts';
import { RULES } from '../../simulator/story/rules.ts';
import { readScript, writeHappening } from '../../simulator/story/script.ts';
import { MAX_STEPS, Story } from '../../simulator/story/story.ts';
import { viewOf } from '../../simulator/story/view.ts';
import { anyMoves, play, settled } from './any-moves.ts';

const newStory = (mutant?: Mutant, seed = 1) => new Story({ seed, mutant, settled });

async function tell({ before = '', script }: Preset, mutant?: Mutant) {
  const story = newStory(mutant);
  const impossible: string[] = [];
  for (const happening of readScript(`${before}\n${script}`))
    if (!(await story.apply(happening))) impossible.push(writeHappening(happening));
  await story.apply({ type: 'run' });
  return { story, impossible };
}

test('whatever happens, the count is the truth once everybody is at rest', async () => {
  await fc.assert(
    fc.asyncProperty(anyMoves, fc.nat(), async (moves, seed) => {
      const story = newStory(undefined, seed);
      await play(story, moves);
      expect(story.log.problem).toBeUndefined();
      expect(story.count).toBe(story.truth);
      expect(story.isAtRest && story.steps < MAX_STEPS).toBe(true);
    }),
    { numRuns: 300 },
  );
});

test.for(RULES)('whatever happens, a story comes to rest although "$broken"', async ({ mutant }) => {
  await fc.assert(
    fc.asyncProperty(anyMoves, async (moves) => {
      const story = newStory(mutant);
      await play(story, moves);
      expect(story.isAtRest).toBe(true);
      expect(story.steps < MAX_STEPS || story.log.problem !== undefined).toBe(true);
    }),
    { numRuns: 30 },
  );
});

test('a story that is told again from its seed and its happenings is the same', async () => {
  await fc.assert(
    fc.asyncProperty(anyMoves, fc.nat(), async (moves, seed) => {
      const story = newStory(undefined, seed);
      await play(story, moves);
      const again = newStory(undefined, seed);
      for (const happening of readScript(story.history.map(writeHappening).join('\n')))
        expect(await again.apply(happening)).toBe(true);
      expect(again.log.entries).toEqual(story.log.entries);
      expect(viewOf(again)).toEqual(viewOf(story));
    }),
    { numRuns: 60 },
  );
});

test('what a person sees of the items adds up to the count, and the mark parts what is counted from what is not', async () => {
  await fc.assert(
    fc.asyncProperty(anyMoves, async (moves) => {
      const story = newStory();
      await play(story, moves);
      const { items, lanes, rows, count } = viewOf(story);
      const open = items.filter(({ state }) => state !== 'merged');
      expect(open.reduce((sum, item) => sum + item.count, 0)).toBe(count);
      for (const { records, mark } of lanes)
        expect(records.filter(({ isCounted }) => isCounted).length).toBe(mark);
      expect(rows.flatMap(({ versions }) => versions).every(({ isCounted }) => isCounted)).toBe(true);
    }),
    { numRuns: 60 },
  );
});

test.for(PRESETS)('"$title" ends with the true count, and all of it can happen', async (preset) => {
  const { story, impossible } = await tell(preset);
  expect(impossible).toEqual([]);
  expect(story.log.problem).toBeUndefined();
  expect(story.count).toBe(story.truth);
});

test.for(PRESETS.filter(({ rule }) => rule))('"$title" goes wrong without $rule', async (preset) => {
  const { story } = await tell(preset, preset.rule);
  expect(story.isAtRest).toBe(true);
  expect(story.count).not.toBe(story.truth);
});

test.for(RULES)('there is a story for "$broken"', ({ mutant }) => {
  expect(presetOf(mutant)).toBeDefined();
});

test('no two stories have one name', () => {
  expect(new Set(PRESETS.map(({ id }) => id)).size).toBe(PRESETS.length);
});
