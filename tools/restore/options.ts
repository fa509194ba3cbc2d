// The command line of the restore.

import { FLAG, readFlags, TEXT } from '../../command-line/flags.ts';
import { UsageError } from '../../command-line/usage-error.ts';
import {
  DEPLOYMENT_FLAGS,
  DEPLOYMENT_HELP,
  type DeploymentName,
  readDeploymentName,
} from '../find-deployment.ts';

export const HELP = `Restores the tables of a deployment to one second, as new tables beside the old ones.

  npm run restore -- --outputs cdk-outputs.json --at 2026-11-26T12:00:00Z --check
  npm run restore -- --outputs cdk-outputs.json --at 2026-11-26T12:00:00Z

${DEPLOYMENT_HELP}
  --at TIME          the second, in UTC, of the last 35 days
  --tables LIST      some of counters,likes,posts,timeline; the default is all that the deployment has
  --suffix TEXT      what the names of the new tables end with; the default is the time
  --check            only say whether the tables can be restored to that time

The new tables get the deletion protection, the point-in-time recovery, the expiry and the tags of the old ones. Auto
scaling comes with the deployment that uses them. The command can be interrupted and repeated: it goes on with the
tables that are there. docs/backups.md says what to do then.

Exit code: 0 all tables are restored; 2 bad input, a time that is out of reach, or other tables of these names; 130
interrupted.
`;

/** The output of the data stack that names each table. */
export const TABLE_OUTPUTS = {
  counters: 'CountersTable',
  likes: 'LikesTable',
  posts: 'PostsTable',
  timeline: 'TimelineTable',
} as const;

export type TableKind = keyof typeof TABLE_OUTPUTS;

export interface RestoreOptions {
  readonly deployment: DeploymentName;
  readonly atMs: number;
  /** Undefined for all that the deployment has. */
  readonly tables: readonly TableKind[] | undefined;
  readonly suffix: string;
  readonly checkOnly: boolean;
}

const FLAGS = {
  ...DEPLOYMENT_FLAGS,
  at: TEXT,
  tables: TEXT,
  suffix: TEXT,
  check: FLAG,
  help: FLAG,
};

/** A time with its zone, so that nobody is surprised by that of a machine. */
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:Z|[+-]\d\d:\d\d)$/;

/** What a name may hold. source: DynamoDB guide, naming rules */
const SUFFIX = /^[\w.-]{1,40}$/;

/** Throws a UsageError for anything that is not understood. */
export function readOptions(args: string[]): RestoreOptions | 'help' {
  const { at, tables, suffix, check, help, ...named } = readFlags(args, FLAGS);
  if (help) return 'help';
  const deployment = readDeploymentName(named);
  const atMs = Date.parse(at !== undefined && TIME.test(at) ? at : '');
  if (Number.isNaN(atMs))
    throw new UsageError(`--at needs a time with its zone, such as 2026-11-26T12:00:00Z, not "${at ?? ''}"`);
  const name = suffix ?? new Date(atMs).toISOString().slice(0, 19).replaceAll(/[-:]/g, '');
  if (!SUFFIX.test(name))
    throw new UsageError(`--suffix takes up to 40 letters, digits, _ . and -, not "${name}"`);
  return {
    deployment,
    atMs,
    tables: tables === undefined ? undefined : [...new Set(tables.split(',').map(readKind))],
    suffix: name,
    checkOnly: check ?? false,
  };
}

function readKind(name: string): TableKind {
  if (Object.hasOwn(TABLE_OUTPUTS, name)) return name as TableKind;
  throw new UsageError(`--tables takes ${Object.keys(TABLE_OUTPUTS).join(', ')}, not "${name}"`);
}
