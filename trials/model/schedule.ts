// Runs one random life of a few lanes. Attempts overlap, crash before and after any call, lose answers, time out and go on as zombies.
// Batches come again whole, halved, longer, or from another reader. Posts are split and merged meanwhile.

import type { Choices } from './choices.ts';
import { checkEnd } from './check-end.ts';
import { Fates } from './fates.ts';
import { makeScene, type Scene, type ScheduleOptions } from './scene.ts';
import { Starts } from './starts.ts';
import { describeStart } from './story/describe-start.ts';

export interface ScheduleResult {
  /** What went wrong first; undefined when the counts are exact. */
  readonly problem: string | undefined;
  readonly story: readonly string[];
}

/** Resolves when no promise has anything left to do, because only then Node runs the next tick. */
const settled = () => new Promise<void>((resolve) => process.nextTick(resolve));

/** Lets one call happen or starts one attempt at each step, until nothing is left to do, and then checks each post. */
export async function runSchedule(choices: Choices, options: ScheduleOptions = {}): Promise<ScheduleResult> {
  const scene = makeScene(choices, options);
  const { settings, workload, journal } = scene;
  for (const line of options.tell ? describeStart(settings, workload) : []) journal.say(() => line);
  await runSteps(scene);
  for (const postId of workload.posts) {
    if (journal.problem === undefined) await checkEnd(scene, postId).catch(journal.failUnlessFault);
  }
  journal.tally.add('schedules');
  journal.tally.add('steps', journal.step);
  return { problem: journal.problem, story: journal.story };
}

async function runSteps(scene: Scene): Promise<void> {
  const { choices, journal } = scene;
  const starts = new Starts(scene);
  const fates = new Fates(scene);
  while (journal.problem === undefined) {
    await settled();
    const calls = scene.calls.ready(journal.step);
    const possible = starts.possible();
    const options = calls.length + possible.length;
    if (options === 0) return;
    choices.next();
    journal.countStep();
    let choice = choices.below(options);
    const isPassedOver = calls[choice]?.attempt.isSlow && choices.chance(0.9);
    if (isPassedOver) choice = choices.below(options);
    const call = calls[choice];
    try {
      if (call) fates.settle(call);
      else possible[choice - calls.length]?.();
    } catch (error) {
      // The store was asked for something that would lose likes.
      journal.failUnlessFault(error);
    }
  }
}
