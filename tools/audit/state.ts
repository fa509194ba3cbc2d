// Keeps the progress of a run in an SQLite file, or in memory. A page of a scan and its results are written in one
// transaction, so that a run that was stopped goes on without counting a row twice. A file also has room for millions of
// posts, unlike the heap.

import { rmSync } from 'node:fs';
import { DatabaseSync, type SQLInputValue } from 'node:sqlite';
import type { PageStart } from '../../adapters/dynamodb/scan.ts';
import { UsageError } from '../../command-line/usage-error.ts';

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS facts (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
  CREATE TABLE IF NOT EXISTS segments (
    scan TEXT NOT NULL, segment INTEGER NOT NULL, next TEXT, read INTEGER NOT NULL, units REAL NOT NULL,
    PRIMARY KEY (scan, segment)
  ) STRICT;`;

export class RunState {
  readonly db: DatabaseSync;
  readonly #file: string | undefined;
  readonly #statements = new Map<string, ReturnType<DatabaseSync['prepare']>>();

  /**
   * @param file  undefined keeps everything in memory
   * @param about what the run is about; a file of another run is refused with a UsageError
   */
  constructor(file: string | undefined, schema: string, about: Readonly<Record<string, string | number>>) {
    this.#file = file;
    try {
      this.db = new DatabaseSync(file ?? ':memory:', { timeout: 0 });
      this.db.exec(
        'PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;',
      );
      this.db.exec(SCHEMA + schema);
    } catch (error) {
      throw new UsageError(`--state ${file}: ${(error as Error).message}`, { cause: error });
    }
    const own = JSON.stringify(about);
    if ((this.fact('about') ?? own) !== own)
      throw new UsageError(
        `--state ${file} is of another run, ${this.fact('about')}: remove it or use another file`,
      );
    this.setFact('about', own);
  }

  fact(name: string): string | undefined {
    const found = this.get('SELECT value FROM facts WHERE name = ?', name);
    return (found as { value: string } | undefined)?.value;
  }

  /** Returns a fact, which keeps the value that it had first. */
  factOr(name: string, first: () => string): string {
    const value = this.fact(name) ?? first();
    this.setFact(name, value);
    return value;
  }

  setFact(name: string, value: string): void {
    this.run('INSERT OR REPLACE INTO facts VALUES (?, ?)', name, value);
  }

  /** Returns where a segment goes on, and undefined at its beginning. */
  segment(scan: string, segment: number): PageStart | undefined | 'done' {
    const found = this.get('SELECT next FROM segments WHERE scan = ? AND segment = ?', scan, segment) as
      | { next: string | null }
      | undefined;
    if (!found) return undefined;
    return found.next === null ? 'done' : (JSON.parse(found.next) as PageStart);
  }

  endPage(scan: string, segment: number, next: PageStart | undefined, read: number, units: number): void {
    this.run(
      `INSERT INTO segments VALUES (?, ?, ?, ?, ?) ON CONFLICT DO UPDATE
       SET next = excluded.next, read = read + excluded.read, units = units + excluded.units`,
      scan,
      segment,
      next === undefined ? null : JSON.stringify(next),
      read,
      units,
    );
  }

  /** Returns the number of items that a scan has read. */
  itemsRead(scan: string): number {
    return this.number('SELECT coalesce(sum(read), 0) number FROM segments WHERE scan = ?', scan);
  }

  /** Returns the cost of all scans in read capacity units. */
  unitsRead(): number {
    return this.number('SELECT coalesce(sum(units), 0) number FROM segments');
  }

  /** Returns the result of a query for one column named `number`. */
  number(sql: string, ...values: SQLInputValue[]): number {
    return (this.get(sql, ...values) as { number: number }).number;
  }

  transaction(write: () => void): void {
    this.db.exec('BEGIN');
    try {
      write();
      this.db.exec('COMMIT');
    } catch (error) {
      this.db.exec('ROLLBACK');
      throw error;
    }
  }

  /** Returns the first line of the result, or undefined when there is none. */
  get(sql: string, ...values: SQLInputValue[]): unknown {
    return this.#prepare(sql).get(...values);
  }

  all<T>(sql: string, ...values: SQLInputValue[]): T[] {
    return this.#prepare(sql).all(...values) as T[];
  }

  run(sql: string, ...values: SQLInputValue[]): void {
    this.#prepare(sql).run(...values);
  }

  close(): void {
    if (this.db.isOpen) this.db.close();
  }

  /** Removes the file of a run that has come to its end. */
  remove(): void {
    this.close();
    if (this.#file !== undefined) rmSync(this.#file);
  }

  #prepare(sql: string) {
    const statement = this.#statements.get(sql) ?? this.db.prepare(sql);
    this.#statements.set(sql, statement);
    return statement;
  }
}
