// Says with what a result was measured.

import { execFileSync } from 'node:child_process';
import { basename } from 'node:path';
import { describeMachine } from '../../bench/machine.ts';
import { PROJECT_DIR } from '../../command-line/project-dir.ts';
import type { Provenance } from './result.ts';

export function describeProvenance(args: readonly string[], now: Date): Provenance {
  return {
    // Without the folders, which differ from machine to machine.
    command: ['npm run loadtest', ...(args.length > 0 ? ['--'] : []), ...args.map(withoutFolders)].join(' '),
    commit: readCommit(),
    date: now.toISOString().slice(0, 16).replace('T', ' '),
    machine: describeMachine(),
  };
}

const withoutFolders = (arg: string) => (/^(https?:|\d+\/\d)/.test(arg) ? arg : basename(arg));

function readCommit(): string {
  const git = (...args: string[]) =>
    execFileSync('git', args, {
      cwd: PROJECT_DIR,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim();
  try {
    return (
      git('rev-parse', '--short', 'HEAD') + (git('status', '--porcelain') === '' ? '' : ', with changes')
    );
  } catch {
    // An archive of the project has no history.
    return 'unknown';
  }
}
