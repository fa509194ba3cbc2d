// The command line of the load test.

import { checkUrl } from '../../command-line/check-url.ts';
import { FLAG, readFlags, TEXT } from '../../command-line/flags.ts';
import { COUNT, readNumber } from '../../command-line/number.ts';
import { readScale } from '../../command-line/scale.ts';
import { UsageError } from '../../command-line/usage-error.ts';
import { type ShapeName, SHAPES } from './shapes.ts';

export interface LoadTestOptions {
  readonly scenario: string;
  readonly scale: number;
  readonly shape: ShapeName;
  readonly minutes: number;
  readonly seed: number;
  /** How long likes measure the machine before the run. A warm-up takes as long again. */
  readonly calibrationSeconds: number;
  /** Whether the burst queue takes what the stream throttles. */
  readonly queue: boolean;
  readonly crossCheck: boolean;
  readonly htmlFile: string | undefined;
  readonly jsonFile: string | undefined;
  /** The JSON of an earlier run. */
  readonly compareFile: string | undefined;
  /** The deployed API to load instead of a local cloud. */
  readonly target:
    | { readonly url: string; readonly requestsBudget: number; readonly yes: boolean }
    | undefined;
}

const FLAGS = {
  scenario: TEXT,
  scale: TEXT,
  shape: TEXT,
  minutes: TEXT,
  seed: TEXT,
  'calibration-seconds': TEXT,
  'no-queue': FLAG,
  'cross-check': FLAG,
  html: TEXT,
  json: TEXT,
  compare: TEXT,
  url: TEXT,
  'requests-budget': TEXT,
  yes: FLAG,
  help: FLAG,
};

/** Throws a UsageError. */
export function readOptions(args: string[]): LoadTestOptions | 'help' {
  const flags = readFlags(args, FLAGS);
  if (flags.help) return 'help';
  return {
    scenario: flags.scenario ?? 'social-media',
    scale: readScale('--scale', flags.scale ?? '1/100'),
    shape: readShape(flags.shape ?? 'steady'),
    minutes: readNumber('--minutes', flags.minutes, { above: 0, most: 24 * 60 }, 3),
    seed: readNumber('--seed', flags.seed, { whole: true, least: 0 }, 1),
    calibrationSeconds: readNumber(
      '--calibration-seconds',
      flags['calibration-seconds'],
      { whole: true, least: 1, most: 600 },
      20,
    ),
    queue: !flags['no-queue'],
    crossCheck: flags['cross-check'],
    htmlFile: flags.html,
    jsonFile: flags.json,
    compareFile: flags.compare,
    target: readTarget(flags),
  };
}

function readShape(name: string): ShapeName {
  const shape = SHAPES.find((each) => each === name);
  if (!shape) throw new UsageError(`--shape must be one of ${SHAPES.join(', ')}, not "${name}"`);
  return shape;
}

function readTarget(flags: ReturnType<typeof readFlags<typeof FLAGS>>): LoadTestOptions['target'] {
  const { url, yes, 'requests-budget': budget } = flags;
  if (url === undefined) {
    if (budget !== undefined || yes) throw new UsageError('--requests-budget and --yes go with --url');
    return undefined;
  }
  checkUrl(url);
  for (const name of ['no-queue', 'cross-check'] as const)
    if (flags[name]) throw new UsageError(`--${name} is for the local cloud: leave out --url`);
  if (budget === undefined)
    throw new UsageError('--url needs --requests-budget, which bounds what it may cost');
  return { url, yes, requestsBudget: readNumber('--requests-budget', budget, COUNT) };
}
