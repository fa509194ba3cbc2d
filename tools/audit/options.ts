// The command line of the audit.

import { checkUrl } from '../../command-line/check-url.ts';
import { COUNT, type Range, readNumber } from '../../command-line/number.ts';
import { FLAG, readFlags, TEXT } from '../../command-line/flags.ts';
import { UsageError } from '../../command-line/usage-error.ts';
import { DEFAULTS } from './audit.ts';
import type { TableNames } from './find-tables.ts';

export interface AuditCommand {
  readonly mode: 'audit' | 'repair' | 'rebuild';
  readonly tables: TableNames;
  readonly stateFile: string | undefined;
  readonly segments: number;
  readonly unitsPerSecond: number;
  readonly passes: number;
  readonly overdueHours: number;
  readonly listed: number;
}

const FLAGS = {
  url: TEXT,
  endpoint: TEXT,
  outputs: TEXT,
  'counters-table': TEXT,
  'likes-table': TEXT,
  repair: FLAG,
  rebuild: FLAG,
  state: TEXT,
  segments: TEXT,
  rcu: TEXT,
  passes: TEXT,
  'overdue-hours': TEXT,
  list: TEXT,
  help: FLAG,
};

type Flags = ReturnType<typeof readFlags<typeof FLAGS>>;

/** Throws a UsageError for anything that is not understood. */
export function readOptions(args: string[]): AuditCommand | 'help' {
  const flags = readFlags(args, FLAGS);
  if (flags.help) return 'help';
  if (flags.repair && flags.rebuild)
    throw new UsageError('--repair and --rebuild are two different things: choose one');
  const number = (
    name: 'segments' | 'rcu' | 'passes' | 'overdue-hours' | 'list',
    range: Range,
    missing: number,
  ) => readNumber(`--${name}`, flags[name], range, missing);
  const passes = number('passes', { ...COUNT, most: 100 }, DEFAULTS.passes);
  if (flags.repair && passes < 2)
    throw new UsageError('--repair needs --passes 2 at least: the second confirms the correction');
  return {
    mode: flags.repair ? 'repair' : flags.rebuild ? 'rebuild' : 'audit',
    tables: toTables(flags),
    stateFile: flags.state,
    segments: number('segments', { ...COUNT, most: 1_000 }, DEFAULTS.segments),
    unitsPerSecond: number('rcu', { above: 0 }, DEFAULTS.unitsPerSecond),
    passes,
    overdueHours: number('overdue-hours', { above: 0 }, DEFAULTS.overdueHours),
    listed: number('list', { whole: true, least: 0 }, DEFAULTS.listed),
  };
}

function toTables(flags: Flags): TableNames {
  const { url, endpoint, outputs, 'counters-table': countersTable, 'likes-table': likesTable } = flags;
  if (url !== undefined) {
    checkUrl(url);
    if ([endpoint, outputs, countersTable, likesTable].some((flag) => flag !== undefined))
      throw new UsageError(
        '--url finds the tables by itself: leave out --endpoint, --outputs and the tables',
      );
    return { url };
  }
  if (endpoint !== undefined) checkUrl(endpoint, '--endpoint');
  if (outputs !== undefined) {
    if (countersTable !== undefined || likesTable !== undefined)
      throw new UsageError('give either --outputs or the tables');
    return { endpoint, outputsFile: outputs };
  }
  if (countersTable === undefined || likesTable === undefined)
    throw new UsageError(
      'say which tables: --url, --outputs, or --counters-table and --likes-table (--help says more)',
    );
  return { endpoint, countersTable, likesTable };
}
