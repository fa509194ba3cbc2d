// The command line of a withdrawal.

import { readFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { FLAG, readFlags, TEXT } from '../../command-line/flags.ts';
import { COUNT, readNumber } from '../../command-line/number.ts';
import { UsageError } from '../../command-line/usage-error.ts';
import { checkKeyText } from '../../core/likes/key-text.ts';
import { DEPLOYMENT_FLAGS, type DeploymentName, readDeploymentName } from '../find-deployment.ts';
import type { Because } from './record-file.ts';

export interface WithdrawCommand {
  readonly deployment: DeploymentName;
  /** In order, each once. Undefined stands for everybody. */
  readonly persons: readonly string[] | undefined;
  readonly fromMs: number | undefined;
  readonly toMs: number | undefined;
  /** Undefined: change nothing. */
  readonly send: (Because & { readonly recordFile: string }) | undefined;
  readonly perSecond: number;
  readonly passes: number;
  readonly unitsPerSecond: number;
  readonly segments: number;
  readonly listed: number;
}

const FLAGS = {
  ...DEPLOYMENT_FLAGS,
  persons: TEXT,
  person: { type: 'string', multiple: true },
  from: TEXT,
  to: TEXT,
  send: FLAG,
  reason: TEXT,
  record: TEXT,
  by: TEXT,
  'per-second': TEXT,
  passes: TEXT,
  rcu: TEXT,
  segments: TEXT,
  list: TEXT,
  help: FLAG,
} as const;

type Flags = ReturnType<typeof readFlags<typeof FLAGS>>;

/** Throws a UsageError for anything that is not understood. */
export function readOptions(args: string[]): WithdrawCommand | 'help' {
  const flags = readFlags(args, FLAGS);
  if (flags.help) return 'help';
  const deployment = readDeploymentName(flags);
  const persons = readPersons(flags);
  const fromMs = readTime('--from', flags.from);
  const toMs = readTime('--to', flags.to);
  if (persons === undefined && fromMs === undefined && toMs === undefined)
    throw new UsageError('say which likes: --persons, --person, --from or --to');
  if ((fromMs ?? -Infinity) >= (toMs ?? Infinity)) throw new UsageError('--from must be before --to');
  return {
    deployment,
    persons,
    fromMs,
    toMs,
    send: readSend(flags),
    perSecond: readNumber('--per-second', flags['per-second'], { above: 0, most: 10_000 }, 100),
    passes: readNumber('--passes', flags.passes, { whole: true, least: 2, most: 100 }, 5),
    unitsPerSecond: readNumber('--rcu', flags.rcu, { above: 0 }, 1_000),
    segments: readNumber('--segments', flags.segments, { ...COUNT, most: 1_000 }, 4),
    listed: readNumber('--list', flags.list, { whole: true, least: 0 }, 20),
  };
}

function readSend({ send, reason = '', record, by }: Flags): WithdrawCommand['send'] {
  if (!send) return undefined;
  if (reason.trim() === '') throw new UsageError('--send needs --reason: the record says why');
  if (record === undefined) throw new UsageError('--send needs --record, the file that gets the record');
  return { reason, recordFile: record, by: by ?? userInfo().username };
}

function readPersons({ persons: file, person = [] }: Flags): readonly string[] | undefined {
  if (file === undefined && person.length === 0) return undefined;
  const names = [...person, ...(file === undefined ? [] : readLines(file))];
  if (names.length === 0) throw new UsageError(`--persons ${file} names nobody`);
  const bad = names.find((name) => checkKeyText(name));
  if (bad !== undefined) throw new UsageError(`${JSON.stringify(bad)} is no user id: ${checkKeyText(bad)}`);
  return [...new Set(names)].toSorted();
}

function readLines(file: string): readonly string[] {
  try {
    return readFileSync(file, 'utf8')
      .split(/\r?\n/)
      .filter((line) => line !== '');
  } catch (error) {
    throw new UsageError(`--persons ${file}: ${(error as Error).message}`, { cause: error });
  }
}

/** A time without an offset would mean another one on each machine. */
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,3})?)?(Z|[+-]\d\d:\d\d)$/;

function readTime(flag: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const ms = TIME.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(ms))
    throw new UsageError(`${flag} must be a time such as 2026-11-26T10:00:00Z, not "${text}"`);
  return ms;
}
