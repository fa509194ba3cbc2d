// The command line of the replay.

import { checkUrl } from '../../command-line/check-url.ts';
import { MAX_BATCH_SIZE } from '../../traffic/batch-actions.ts';
import { COUNT, type Range, readNumber } from '../../command-line/number.ts';
import { FLAG as flag, readFlags, TEXT as text } from '../../command-line/flags.ts';
import { UsageError } from '../../command-line/usage-error.ts';
import type { VoteColumns, VoteFormat } from '../../traffic/vote-columns.ts';
import { readColumns, readDelimiter } from './file-flags.ts';

export interface WorkloadFlags {
  readonly seed: number;
  readonly actions: number;
  readonly posts: number;
  readonly users: number;
  readonly skew: number;
  readonly hotShare: number;
}

export interface ReplayOptions {
  readonly source:
    | {
        readonly file: string;
        readonly format: VoteFormat;
        readonly delimiter: string;
        readonly columns: VoteColumns;
      }
    | { readonly generate: WorkloadFlags };
  readonly postPrefix: string;
  readonly url: string | undefined;
  readonly dataDir: string | undefined;
  readonly shards: string | undefined;
  readonly scenario: string | undefined;
  readonly visitorsFile: string | undefined;
  readonly actionsPerSecond: number | undefined;
  readonly concurrency: number;
  readonly batchSize: number;
  readonly verify: boolean;
  readonly settleSeconds: number;
  readonly timeoutSeconds: number;
}

const FLAGS = {
  file: text,
  format: text,
  delimiter: text,
  columns: text,
  generate: flag,
  seed: text,
  actions: text,
  posts: text,
  users: text,
  skew: text,
  'hot-share': text,
  'post-prefix': text,
  url: text,
  data: text,
  shards: text,
  scenario: text,
  visitors: text,
  rate: text,
  concurrency: text,
  batch: text,
  verify: flag,
  settle: text,
  timeout: text,
  help: flag,
};

const FILE_ONLY = ['delimiter', 'columns'] as const;
const GENERATE_ONLY = ['seed', 'actions', 'posts', 'users', 'skew', 'hot-share'] as const;

/** Throws a UsageError for anything that is not understood. */
export function readOptions(args: string[]): ReplayOptions | 'help' {
  const values = readFlags(args, FLAGS);
  if (values.help) return 'help';
  const number = (name: keyof typeof values, range: Range, missing?: number) =>
    readNumber(`--${name}`, values[name] as string | undefined, range, missing);
  const source = toSource(values, number);
  if (values.url !== undefined) {
    checkUrl(values.url);
    for (const name of ['shards', 'scenario'] as const) {
      if (values[name] !== undefined)
        throw new UsageError(`--${name} is for the local cloud: leave out --url`);
    }
  }
  number('shards', COUNT, 1);
  return {
    source,
    postPrefix: values['post-prefix'] ?? defaultPrefix(source),
    url: values.url,
    dataDir: values.data,
    shards: values.shards,
    scenario: values.scenario,
    visitorsFile: values.visitors,
    actionsPerSecond: values.rate === undefined ? undefined : number('rate', { above: 0 }),
    concurrency: number('concurrency', { ...COUNT, most: 1_000 }, 32),
    batchSize: number('batch', { ...COUNT, most: MAX_BATCH_SIZE }, 1),
    verify: values.verify,
    settleSeconds: number('settle', { above: 0 }, 60),
    timeoutSeconds: number('timeout', { above: 0 }, 900),
  };
}

type Flags = ReturnType<typeof readFlags<typeof FLAGS>>;
type NumberOf = (name: keyof Flags, range: Range, missing?: number) => number;

function toSource(values: Flags, number: NumberOf): ReplayOptions['source'] {
  const { file, format, generate } = values;
  if (generate === (file !== undefined))
    throw new UsageError('give either --file or --generate (--help says more)');
  if (generate) {
    const stray = FILE_ONLY.find((name) => values[name] !== undefined);
    if (stray) throw new UsageError(`--${stray} goes with --file`);
    return {
      generate: {
        seed: number('seed', { least: 0, whole: true }, 1),
        actions: number('actions', COUNT, 10_000),
        posts: number('posts', COUNT, 1_000),
        users: number('users', COUNT, 500),
        skew: number('skew', { least: 0 }, 1),
        hotShare: number('hot-share', { least: 0, most: 1 }, 0),
      },
    };
  }
  const stray = GENERATE_ONLY.find((name) => values[name] !== undefined);
  if (stray) throw new UsageError(`--${stray} goes with --generate`);
  if (format !== 'movielens' && format !== 'csv') throw new UsageError('--format must be movielens or csv');
  return {
    file: file as string,
    format,
    delimiter: readDelimiter(values.delimiter),
    columns: readColumns(values.columns, format),
  };
}

function defaultPrefix(source: ReplayOptions['source']): string {
  if ('generate' in source) return `seed-${source.generate.seed}-`;
  return source.format === 'movielens' ? 'movie-' : '';
}
