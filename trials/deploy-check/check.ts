// The whole check in order: an emulator, the CDK's bootstrap, the local cloud's answers, each target, and, if asked for, the
// emulator's known gaps.

import { join } from 'node:path';
import { untilAborted } from '../../command-line/interruption.ts';
import { PROJECT_DIR } from '../../command-line/project-dir.ts';
import { makeCdk } from './cdk.ts';
import { checkEmulator, type Emulator, emulatorEnvironment } from './emulator.ts';
import { EMULATORS } from './emulators.ts';
import { findFreePort } from './free-port.ts';
import { expectGaps, GAPS } from './gaps/expect-gaps.ts';
import type { DeployCheckOptions } from './options.ts';
import { makePythonEnvironment } from './python-environment.ts';
import { runChecks } from './run-checks.ts';
import { recordReference } from './same-answers.ts';
import { makeStep } from './step.ts';

/** How many actions are sent to the local cloud and to each target alike. */
const REFERENCE_ACTIONS = 2_000;

/** Enough for each of the other requests to be sent at least once. */
const QUICK_REFERENCE_ACTIONS = 400;

export interface Surroundings {
  /** The directory of the logs and of everything else that a run makes. */
  readonly workDir: string;
  readonly signal: AbortSignal;
  readonly say: (line: string) => void;
}

/** Rejects with a UsageError when it cannot start, and with another error when a check fails. */
export async function check(options: DeployCheckOptions, surroundings: Surroundings): Promise<void> {
  const { workDir, signal, say } = surroundings;
  const emulator = await findEmulator(options, surroundings);
  try {
    const { endpoint, name } = emulator;
    say(`${name} at ${endpoint}`);
    if (options.serve) return await untilAborted(signal);
    if (options.gaps !== 'only') await checkTargets(emulator, options, surroundings);
    if (options.gaps !== 'ignored') {
      const step = makeStep(name, { say, now: Date.now, signal });
      const probe = { endpoint, dir: join(workDir, 'gaps'), signal };
      await step('known gaps', () => expectGaps(GAPS[options.on], probe, say));
    }
  } finally {
    await emulator.close();
  }
}

async function checkTargets(
  emulator: Emulator,
  options: DeployCheckOptions,
  { workDir, signal, say }: Surroundings,
): Promise<void> {
  const path = `${join(PROJECT_DIR, 'node_modules', '.bin')}:${process.env['PATH']}`;
  const cdk = makeCdk({ env: emulatorEnvironment(emulator.endpoint, path, workDir), workDir, signal });
  const stepOf = (title: string) => makeStep(title, { say, now: Date.now, signal });
  const step = stepOf('all');
  await step('bootstrap', cdk.bootstrap);
  const referenceActions = options.quick ? QUICK_REFERENCE_ACTIONS : REFERENCE_ACTIONS;
  const record = () => recordReference(referenceActions, signal);
  const reference = await step('record what the local cloud answers', record);
  for (const target of options.targets)
    await runChecks({ ...options, cdk, emulator, target, workDir, reference, signal, step: stepOf(target) });
}

/** Returns the emulator at the endpoint, or starts one. */
async function findEmulator(
  { endpoint, on, python, port }: DeployCheckOptions,
  { workDir, signal, say }: Surroundings,
): Promise<Emulator> {
  if (endpoint !== undefined) {
    await checkEmulator(endpoint);
    return { name: 'an emulator', endpoint, close: async () => {} };
  }
  // Reports a port that is taken before the Python environment is made, which takes longer.
  const freePort = await findFreePort(port);
  const recipe = EMULATORS[on];
  const bin = await makePythonEnvironment({
    python: python === undefined ? recipe.python : { ...recipe.python, commands: [python] },
    requirementsFile: recipe.requirementsFile,
    logFile: join(workDir, 'python.log'),
    signal,
    say,
  });
  return await recipe.start({ bin, port: freePort, workDir, signal, say });
}
