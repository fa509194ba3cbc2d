import { beforeEach, expect, test } from 'vitest';
import { readScript, writeHappening } from '../../simulator/story/script.ts';
import { Story } from '../../simulator/story/story.ts';
import { viewOf } from '../../simulator/story/view.ts';
import { settled } from './any-moves.ts';

let story: Story;
beforeEach(() => {
  story = new Story({ seed: 1, settled });
});

async function happen(script: string): Promise<boolean[]> {
  const happened: boolean[] = [];
  for (const happening of readScript(script)) happened.push(await story.apply(happening));
  return happened;
}

const lastLine = () => story.log.entries.at(-1)?.text;

test.for(['ann loves', 'start s9', 'duplicate s0', 'crash', 'explode s0#1'])(
  '"%s" is not a happening',
  (line) => {
    expect(() => readScript(line)).toThrow(new SyntaxError(`not a happening: ${line}`));
  },
);

test('a happening that cannot happen now changes nothing', async () => {
  await happen('ann likes; start s0');
  const before = structuredClone(viewOf(story));
  const impossible =
    'start s0; start s1; duplicate s1 1; swap s0 1; bisect s0; wake s0#1; again s0#7; crash s1#1; merge; call s0#1 3';
  expect(await happen(impossible)).toEqual(Array.from({ length: 10 }, () => false));
  expect(viewOf(story)).toEqual(before);
  expect(story.history.map(writeHappening)).toEqual(['ann likes', 'start s0']);
});

test('after a crash the batch comes again', async () => {
  await happen('ann likes; start s0; call s0#1; crash s0#1; start s0');
  expect(lastLine()).toBe('starts with record s0@1');
  expect(viewOf(story).attempts.map(({ name }) => name)).toEqual(['s0#2']);
});

test('a version is not counted before its commit, and is counted after it', async () => {
  const versions = () => viewOf(story).rows[0]?.versions.map(({ key, isCounted }) => [key, isCounted]);
  await happen('ann likes; start s0; call s0#1');
  expect(versions()).toEqual([['s0@1', false]]);
  expect(viewOf(story).count).toBe(0);
  await happen('run');
  expect(versions()).toEqual([['s0@1', true]]);
  expect(viewOf(story).count).toBe(1);
});

test('a zombie sleeps until it is woken, and the story is at rest meanwhile', async () => {
  await happen('ann likes; start s0; call s0#1; time-out s0#1; run');
  expect(story.isAtRest).toBe(true);
  expect(viewOf(story).attempts.map(({ name, state }) => [name, state])).toEqual([['s0#1', 'sleeps']]);
  await happen('wake s0#1');
  expect(story.isAtRest).toBe(false);
  await happen('run');
  expect(story.count).toBe(1);
});

test('requests of an attempt that has crashed arrive when nobody else has anything to do', async () => {
  await happen('ann likes; bob likes; start s0; crash-late s0#1');
  expect(viewOf(story).attempts.map(({ name, state, next }) => [name, state, next.length])).toEqual([
    ['s0#1', 'late', 2],
  ]);
  await happen('run');
  expect(viewOf(story).attempts).toEqual([]);
  expect(story.count).toBe(2);
});

test('an answer that is lost makes the batch come again, and the mark stops it', async () => {
  await happen('ann likes; run; bob likes; start s0; call s0#2; lose-answer s0#2');
  expect(story.count).toBe(2);
  await happen('run');
  expect(story.count).toBe(2);
});

test('of two records that have changed places the later action still wins', async () => {
  await happen('ann likes; ann unlikes; swap s0 1; bisect s0; run');
  expect(viewOf(story).lanes[0]?.records.map(({ event }) => event)).toEqual([2, 1]);
  expect(story.count).toBe(0);
});

test('batches are half as long after a bisection, until all is done', async () => {
  await happen('ann likes; bob likes; ann unlikes; bob unlikes; bisect s0; start s0');
  expect(lastLine()).toBe('starts with records s0@1 to 2');
  await happen('run; ann likes; bob likes; ann unlikes; start s0');
  expect(lastLine()).toBe('starts with records s0@5 to 7');
});

test('the lanes of a hot post move to buckets, and a merge brings them back', async () => {
  const buckets = () => viewOf(story).items.map(({ bucket, count, state }) => [bucket, count, state]);
  await happen('ann likes; split; run; bob likes; cleo likes; run; dan likes; run');
  expect(buckets()).toEqual([
    ['root', 2, 'open'],
    ['1.1', 1, 'open'],
    ['1.0', 1, 'open'],
  ]);
  await happen('merge; run');
  expect(buckets()).toEqual([['root', 4, 'open']]);
});

test('the log says in words what each call does', async () => {
  await happen('ann likes; run; ann unlikes; run');
  expect(story.log.entries.filter(({ kind }) => kind === 'call').map(({ text }) => text)).toEqual([
    'writes version s0@1 (like) as the first of Ann’s row',
    'makes the root with +1 and the mark s0@1',
    'writes version s0@2 (unlike) to Ann’s row',
    'reads the root: count 1, marks s0@1',
    'commits −1 to the root and moves the mark of s0 to 2, if it is still 1',
  ]);
});
