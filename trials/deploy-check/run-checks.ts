// The whole check of one target. It does what a person does with a deployment, from the first deploy to the last delete.

import type { Cdk } from './cdk.ts';
import { type Deployment, makeDeployment } from './deployment.ts';
import type { Emulator } from './emulator.ts';
import { InexactError, makeVotes, openVoting } from './exact-counts.ts';
import { killDeploys } from './killed-deploys.ts';
import { queueBurst } from './queue-burst.ts';
import { redeployWhileVoting } from './redeploy.ts';
import { deleteRetained } from './retained.ts';
import { expectSameAnswers, type Reference } from './same-answers.ts';
import { runSmokeTest } from './smoke-test.ts';
import type { Step } from './step.ts';

export interface CheckOptions {
  readonly cdk: Cdk;
  readonly emulator: Emulator;
  readonly target: string;
  readonly actions: number;
  /** Whether the checks that deploy again are left out. */
  readonly quick: boolean;
  readonly workDir: string;
  readonly reference: Reference;
  readonly step: Step;
  readonly signal: AbortSignal;
}

export async function runChecks(options: CheckOptions): Promise<void> {
  const { cdk, emulator, target, actions, quick, workDir, reference, step, signal } = options;
  const blue = makeDeployment({ cdk, emulator, target, workDir, stage: `${target}-blue` });

  await step('deploy', () => blue.deploy({ validate: true }));
  await step('pass the smoke test', () => runSmokeTest(blue.url, workDir, signal));
  await step('count exactly', async () => {
    const singles = makeVotes({ seed: 1, actions, users: 100 });
    const batches = makeVotes({ seed: 2, actions: Math.ceil(actions / 2), users: 20 });
    const likes = await vote(blue, [{ votes: singles }, { votes: batches, batchSize: 40 }], signal);
    return `${singles.length + batches.length} actions, ${likes} likes`;
  });
  await step('queue a burst and drain it', () => queueBurst(emulator, blue, signal));
  await step('answer as the local cloud does', () =>
    expectSameAnswers(blue.url, target, emulator, reference, signal),
  );
  if (!quick) await checkDeployingAgain(options, blue);
  // No emulator has Application Auto Scaling. The profile for LocalStack leaves it out, and has the most units at once.
  if (!quick && target === 'localstack') await checkProvisionedTables(options);
  await step('delete everything', async () => {
    await blue.destroy();
    await deleteRetained(emulator, blue.outputs, blue.stackPrefix);
  });
}

/** Deploys again: with another setting, after a deploy that was killed, and a second stage beside the first. */
async function checkDeployingAgain(options: CheckOptions, blue: Deployment): Promise<void> {
  const { cdk, emulator, target, workDir, step, signal } = options;
  const green = makeDeployment({ cdk, emulator, target, workDir, stage: `${target}-green` });
  await step('redeploy with another batch window while likes flow', () =>
    redeployWhileVoting(emulator, blue, signal),
  );
  await step('repeat a deploy that was killed in the middle', () => killDeploys(green));
  await step('keep two stages apart', () => voteSideBySide(blue, green, signal));
  await step('delete one stage and keep the other', async () => {
    await green.destroy();
    await deleteRetained(emulator, green.outputs, green.stackPrefix);
    const likes = await vote(blue, [{ votes: makeVotes({ seed: 5, actions: 200, users: 20 }) }], signal);
    return `${likes} more likes`;
  });
}

/** Deploys a scenario whose tables have provisioned capacity. */
async function checkProvisionedTables(options: CheckOptions): Promise<void> {
  const { cdk, emulator, target, workDir, step, signal } = options;
  const scenario = 'broadcast';
  await step('deploy provisioned tables', async () => {
    const deployment = makeDeployment({ cdk, emulator, target, workDir, scenario, stage: `${target}-pro` });
    await deployment.deploy();
    const likes = await vote(
      deployment,
      [{ votes: makeVotes({ seed: 6, actions: 100, users: 20 }) }],
      signal,
    );
    await deployment.destroy();
    await deleteRetained(emulator, deployment.outputs, deployment.stackPrefix);
    return `${scenario}, ${likes} likes`;
  });
}

interface Ballot {
  readonly votes: ReturnType<typeof makeVotes>;
  readonly batchSize?: number;
}

/** Returns how many likes all posts of the ballots have. */
async function vote({ url }: Deployment, ballots: readonly Ballot[], signal: AbortSignal): Promise<number> {
  const voting = openVoting(url, signal);
  try {
    for (const { votes, batchSize } of ballots) await voting.send('  sent', votes, batchSize);
    return await voting.expectExact(ballots.flatMap(({ votes }) => votes));
  } finally {
    await voting.close();
  }
}

/** Other people like the same posts in both stages, so a like that went astray would show in both counts. */
async function voteSideBySide(blue: Deployment, green: Deployment, signal: AbortSignal): Promise<string> {
  const [blueLikes, greenLikes] = await Promise.all(
    [blue, green].map((deployment, index) =>
      vote(
        deployment,
        [{ votes: makeVotes({ seed: 3 + index, actions: 400, users: 40, postPrefix: 'both-' }) }],
        signal,
      ),
    ),
  );
  if (blueLikes === greenLikes)
    throw new InexactError(`both stages have ${blueLikes} likes: the check tells nothing`);
  return `${blueLikes} and ${greenLikes} likes on the same posts`;
}
