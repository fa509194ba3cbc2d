// Says with what a result was measured: the command, the commit, the day and the machine. Without that, a figure says nothing.

import { basename } from 'node:path';
import { readCommit } from './commit.ts';
import { describeMachine, type Machine } from './machine.ts';

export interface Provenance {
  /** As it was typed, without the folders of files. */
  readonly command: string;
  readonly commit: string;
  /** To the minute, in UTC. */
  readonly date: string;
  readonly machine: Machine;
}

/** Call it before the measurement: what the command writes is no change that was measured. */
export function describeProvenance(command: string, now = new Date()): Provenance {
  const args = process.argv.slice(2);
  return {
    command: [command, ...(args.length > 0 ? ['--'] : []), ...args.map(withoutFolders)].join(' '),
    commit: readCommit(),
    date: now.toISOString().slice(0, 16).replace('T', ' '),
    machine: describeMachine(),
  };
}

/** Returns the beginning of a sentence, which the caller goes on with. */
export function formatProvenance({ commit, date, machine }: Omit<Provenance, 'command'>): string {
  const { cpu, cores, memoryGiB, system, node } = machine;
  return `Measured on ${date} (UTC) at commit ${commit}: ${cpu}, ${cores} cores, ${memoryGiB} GiB, ${system}, Node ${node}`;
}

// A folder differs from machine to machine. A URL and a fraction, such as a scale of 1/100, have no folders.
const withoutFolders = (arg: string) => (/^(https?:|\d+\/\d)/.test(arg) ? arg : basename(arg));
