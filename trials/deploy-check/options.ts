// The command line of the deploy check.

import { checkUrl } from '../../command-line/check-url.ts';
import { COUNT, readNumber } from '../../command-line/number.ts';
import { FLAG, readFlags, TEXT } from '../../command-line/flags.ts';
import { UsageError } from '../../command-line/usage-error.ts';
import type { EmulatorKind, Target } from './emulator.ts';
import { EMULATORS } from './emulators.ts';

const TARGETS: readonly Target[] = ['aws', 'localstack'];

export const HELP = `Deploys the app to an emulator of AWS with the CDK, checks it over HTTP, and deletes it again.

  npm run e2e:deploy
  npm run e2e:deploy -- --target localstack --on localstack
  npm run e2e:deploy -- --target localstack --endpoint http://127.0.0.1:4566

  --target TARGET      aws (HTTP API), localstack (REST API) or all; by default all that the emulator can take
  --on EMULATOR        ministack, the default, or localstack, which is LocalStack 4.14.0 itself, without Docker. The command
                       installs the emulator from PyPI into an environment of its own, starts it and stops it again
  --endpoint URL       an emulator that runs already; nothing is installed or started
  --port N             port of the emulator that is started; a free one by default
  --python COMMAND     the Python that runs it: 3.10 or newer for MiniStack (by default python3), 3.13 for LocalStack
                       (by default python3.13, or one that pyenv has)
  --actions N (2000)   likes and unlikes that are counted one by one; half as many more are sent in batches
  --gaps               afterwards, check that the emulator that was started still has its known gaps (docs/emulators.md)
  --quick              leave out the redeploy, the killed deploys and the second stage, and compare a fifth of the answers
  --only-gaps          check nothing but these gaps, which takes seconds
  --serve              check nothing: only start the emulator, and stop it at Ctrl-C
  --help               this text

It deploys only to an emulator's account, 000000000000. It needs no credentials and no Docker. It needs the network on the
first run only, for PyPI. LocalStack also needs Java 17 or newer.
Exit code: 0 all checks passed; 1 a check failed, and the last line says where the logs are; 2 wrong options, no
Python or Java that will do, a port in use, or no emulator at the endpoint; 130 interrupted.
`;

export interface DeployCheckOptions {
  readonly targets: readonly Target[];
  readonly endpoint: string | undefined;
  readonly on: EmulatorKind;
  readonly port: number;
  /** The command of the Python to use, or undefined for the emulator's own choice. */
  readonly python: string | undefined;
  readonly actions: number;
  /** Whether the emulator's known gaps are watched: not at all, after the checks, or without the checks. */
  readonly gaps: 'ignored' | 'too' | 'only';
  /** Whether the checks that deploy again are left out. */
  readonly quick: boolean;
  /** Whether the emulator is only started. */
  readonly serve: boolean;
}

const FLAGS = {
  target: TEXT,
  on: TEXT,
  endpoint: TEXT,
  port: TEXT,
  python: TEXT,
  actions: TEXT,
  quick: FLAG,
  gaps: FLAG,
  'only-gaps': FLAG,
  serve: FLAG,
  help: FLAG,
};

/** Throws a UsageError for anything that is not understood. */
export function readOptions(args: string[]): DeployCheckOptions | 'help' {
  const flags = readFlags(args, FLAGS);
  if (flags.help) return 'help';
  const { endpoint, port, python, actions, gaps, 'only-gaps': onlyGaps, quick, serve } = flags;
  const on = readEmulator(flags.on ?? 'ministack');
  if (endpoint !== undefined) {
    checkUrl(endpoint, '--endpoint');
    const forStarting = {
      on: flags.on,
      port,
      python,
      gaps: gaps || undefined,
      'only-gaps': onlyGaps || undefined,
      serve: serve || undefined,
    };
    for (const [name, value] of Object.entries(forStarting))
      if (value !== undefined)
        throw new UsageError(`--${name} is for the emulator that is started: leave out --endpoint`);
  }
  return {
    targets: readTargets(flags.target, on),
    endpoint: endpoint?.replace(/\/+$/, ''),
    on,
    port: readNumber('--port', port, { whole: true, least: 0, most: 65_535 }, 0),
    python,
    gaps: onlyGaps ? 'only' : gaps ? 'too' : 'ignored',
    actions: readNumber('--actions', actions, COUNT, 2_000),
    quick,
    serve,
  };
}

function readEmulator(on: string): EmulatorKind {
  if (Object.hasOwn(EMULATORS, on)) return on as EmulatorKind;
  throw new UsageError(`--on must be ${Object.keys(EMULATORS).join(' or ')}, not "${on}"`);
}

function readTargets(target: string | undefined, on: EmulatorKind): readonly Target[] {
  const { name, targets } = EMULATORS[on];
  if (target === undefined) return targets;
  const wanted = TARGETS.filter((it) => target === 'all' || it === target);
  if (wanted.length === 0)
    throw new UsageError(`--target must be ${TARGETS.join(', ')} or all, not "${target}"`);
  if (wanted.every((it) => targets.includes(it))) return wanted;
  throw new UsageError(`--target ${target} is not for ${name}, which has no HTTP API: --target localstack`);
}
