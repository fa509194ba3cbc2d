// Restores one table to a second as a new table, and puts back what a restore leaves out. Each step looks at what is there, so the
// command can be repeated after an interruption.
// source: DynamoDB guide, "Restoring a table to a point in time": what must be set up by hand on the restored table

import { UsageError } from '../../command-line/usage-error.ts';

/** What a restore leaves out, besides auto scaling. */
export interface TableSettings {
  readonly deletionProtection: boolean;
  readonly pointInTimeRecovery: boolean;
  /** The attribute that says when an item expires; undefined for a table whose items stay. */
  readonly timeToLive: string | undefined;
  readonly tags: Readonly<Record<string, string>>;
}

/** What a table was restored from. */
export interface Origin {
  readonly source: string;
  readonly atMs: number;
}

/** DynamoDB, as far as a restore needs it. */
export interface Tables {
  /** Returns the status of a table, such as ACTIVE; undefined when there is none. */
  readStatus(table: string): Promise<string | undefined>;
  /** Returns undefined for a table that is not there, or was not restored to a time. */
  readOrigin(table: string): Promise<Origin | undefined>;
  readSettings(table: string): Promise<TableSettings>;
  /** Returns the times to which the table can be restored; undefined when it keeps no backups. */
  readWindow(table: string): Promise<{ readonly earliestMs: number; readonly latestMs: number } | undefined>;
  startRestore(source: string, target: string, atMs: number): Promise<void>;
  /** Puts back whatever differs. Returns false when the table is too new for a part of that, so that it must be repeated. */
  applySettings(table: string, settings: TableSettings): Promise<boolean>;
}

export interface RestoreRequest {
  readonly source: string;
  readonly target: string;
  readonly atMs: number;
}

export interface RestorePorts {
  readonly tables: Tables;
  /** Resolves when the table may be looked at again. Rejects when the user interrupts the command. */
  readonly pause: () => Promise<void>;
  readonly onStatus: (table: string, status: string) => void;
}

/** Throws a UsageError when the table cannot be restored to that time. Nothing is changed. */
export async function checkRestore(tables: Tables, { source, target, atMs }: RestoreRequest): Promise<void> {
  if ((await tables.readStatus(target)) !== undefined) {
    if (isOf(await tables.readOrigin(target), { source, atMs })) return;
    throw new UsageError(
      `${target} is there already, and is not ${source} as of ${timeText(atMs)}: choose another --suffix`,
    );
  }
  const window = await tables.readWindow(source);
  if (!window) throw new UsageError(`the table ${source} is not there, or keeps no backups`);
  const { earliestMs, latestMs } = window;
  if (atMs < earliestMs || atMs > latestMs)
    throw new UsageError(
      `--at: ${source} can be restored to a time from ${timeText(earliestMs)} to ${timeText(latestMs)}`,
    );
}

/** Resolves when the restored table is ready and has the settings of its source. */
export async function restoreTable(
  { tables, pause, onStatus }: RestorePorts,
  { source, target, atMs }: RestoreRequest,
): Promise<void> {
  const settings = await tables.readSettings(source);
  if ((await tables.readStatus(target)) === undefined) await tables.startRestore(source, target, atMs);
  for (;;) {
    const status = await tables.readStatus(target);
    onStatus(target, status ?? 'not there yet');
    if (status === 'ACTIVE') break;
    await pause();
  }
  while (!(await tables.applySettings(target, settings))) await pause();
  onStatus(target, 'restored');
}

/** Compares whole seconds, as the command line names them. */
const isOf = (origin: Origin | undefined, { source, atMs }: Origin): boolean =>
  origin?.source === source && Math.abs(origin.atMs - atMs) < 1_000;

const timeText = (ms: number): string => new Date(ms).toISOString();
