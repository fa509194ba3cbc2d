// The command line of the deploy check.

import { checkUrl } from '../../command-line/check-url.ts';
import { COUNT, readNumber } from '../../command-line/number.ts';
import { FLAG, readFlags, TEXT } from '../../command-line/flags.ts';
import { UsageError } from '../../command-line/usage-error.ts';

export const HELP = `Deploys the app to an emulator of AWS with the CDK, checks it over HTTP, and deletes it again.

  npm run e2e:deploy
  npm run e2e:deploy -- --target localstack --endpoint http://127.0.0.1:4566

  --target TARGET      aws (HTTP API), localstack (REST API) or all, the default
  --endpoint URL       an emulator that runs already, such as LocalStack. Without it, the command installs MiniStack from
                       PyPI into an environment of its own, starts it and stops it again
  --port N             port of the MiniStack that is started; a free one by default
  --python COMMAND     the Python, 3.10 or newer, that runs it; python3 by default
  --actions N (2000)   likes and unlikes that are counted one by one; half as many more are sent in batches
  --gaps               afterwards, check that the MiniStack that was started still has its known gaps (docs/emulators.md)
  --only-gaps          check nothing but these gaps, which takes seconds
  --help               this text

It deploys only to an emulator's account, 000000000000. It needs no credentials and no Docker. It needs the network on the
first run only, for PyPI.
Exit code: 0 all checks passed; 1 a check failed, and the last line says where the logs are; 2 wrong options, no
Python, a port in use, or no emulator at the endpoint; 130 interrupted.
`;

export interface DeployCheckOptions {
  readonly targets: readonly string[];
  readonly endpoint: string | undefined;
  readonly port: number;
  readonly python: string;
  readonly actions: number;
  /** Whether the emulator's known gaps are watched: not at all, after the checks, or without the checks. */
  readonly gaps: 'ignored' | 'too' | 'only';
}

const TARGETS = ['aws', 'localstack'];
const FLAGS = {
  target: TEXT,
  endpoint: TEXT,
  port: TEXT,
  python: TEXT,
  actions: TEXT,
  gaps: FLAG,
  'only-gaps': FLAG,
  help: FLAG,
};

/** Throws a UsageError for anything that is not understood. */
export function readOptions(args: string[]): DeployCheckOptions | 'help' {
  const flags = readFlags(args, FLAGS);
  if (flags.help) return 'help';
  const { target = 'all', endpoint, port, python, actions, gaps, 'only-gaps': onlyGaps } = flags;
  const targets = target === 'all' ? TARGETS : TARGETS.filter((it) => it === target);
  if (targets.length === 0)
    throw new UsageError(`--target must be ${TARGETS.join(', ')} or all, not "${target}"`);
  if (endpoint !== undefined) {
    checkUrl(endpoint, '--endpoint');
    const forMiniStack = { port, python, gaps: gaps || undefined, 'only-gaps': onlyGaps || undefined };
    for (const [name, value] of Object.entries(forMiniStack))
      if (value !== undefined)
        throw new UsageError(`--${name} is for the MiniStack that is started: leave out --endpoint`);
  }
  return {
    targets,
    endpoint: endpoint?.replace(/\/+$/, ''),
    port: readNumber('--port', port, { whole: true, least: 0, most: 65_535 }, 0),
    python: python ?? 'python3',
    gaps: onlyGaps ? 'only' : gaps ? 'too' : 'ignored',
    actions: readNumber('--actions', actions, COUNT, 2_000),
  };
}
