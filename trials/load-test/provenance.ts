// Says with what a result was measured.

import { basename } from 'node:path';
import { readCommit } from '../../bench/commit.ts';
import { describeMachine } from '../../bench/machine.ts';
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
