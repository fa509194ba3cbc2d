// The parts of dynalite that the local cloud changes. They must be changed before dynalite itself is loaded.

import { createRequire } from 'node:module';
import type { Server } from 'node:http';
import type { TableDescription } from './capacity/table-description.ts';
import type { Item } from './capacity/index-writes.ts';
import { keepText } from './text-store.ts';

export type Callback<Answer = Record<string, unknown>> = (error?: unknown, answer?: Answer) => void;

/** A change of a batch that is written as one. */
export interface Batch {
  readonly type: 'put';
  readonly key: string;
  readonly value: Item;
}

export interface Store {
  readonly tableDb: {
    lock(key: string, run: (release: (done: Callback) => Callback) => void): void;
    put(key: string, table: object, done: (error?: unknown) => void): void;
  };
  getItemDb(table: string): {
    /** The items in the order of their keys, as they were when the stream was made. */
    createValueStream(): AsyncIterable<Item> & { destroy(): void };
    batch(changes: readonly Batch[], done: (error?: unknown) => void): void;
  };
  getTable(name: string, checkStatus: boolean, done: Callback<TableDescription>): void;
}

/** The input of an operation, whose types dynalite has checked. */
export interface Request {
  readonly TableName: string;
  readonly IndexName?: string;
  readonly Key?: Item;
  readonly Item?: Item;
  readonly KeyConditions?: Readonly<Record<string, { readonly AttributeValueList?: readonly unknown[] }>>;
  readonly ConsistentRead?: boolean;
  ReturnConsumedCapacity?: string;
  readonly ReturnValuesOnConditionCheckFailure?: string;
}

export type Action<Input = Request> = (store: Store, input: Input, done: Callback) => void;

export interface Database {
  create(options: object): Store;
  /** Returns what an item is stored under. */
  createKey(item: Item, table: TableDescription): string;
  capacityUnits(item: Item | undefined | null, isRead: boolean, isConsistent: boolean | undefined): number;
  addConsumedCapacity(request: Request, isRead: boolean, one?: Item | null, other?: Item | null): unknown;
  updateIndexes(
    store: Store,
    table: TableDescription,
    before: Item | undefined,
    after: Item | null,
    done: (error?: unknown) => void,
  ): void;
  checkConditional(request: Request, item: Item | undefined): Error | null | undefined;
}

interface Validation {
  readonly types: Record<string, unknown>;
  custom: (input: Record<string, unknown>) => string | undefined;
}

const requireHere = createRequire(import.meta.url);
const requireOfDynalite = createRequire(requireHere.resolve('dynalite'));

keepText(requireOfDynalite);
export const database = requireOfDynalite('./db') as Database;
/** As it was before anything of it was replaced. */
const original = { ...database };
export const updateIndexes: Database['updateIndexes'] = (...args) => original.updateIndexes(...args);
export const lockModule = requireOfDynalite('lock') as Record<string, unknown>;
export const validationOf = (operation: string) =>
  requireOfDynalite(`./validations/${operation}`) as Validation;

/** The action as it is now, replaced or not. */
export const actionOf = (name: string) => requireOfDynalite(`./actions/${name}`) as Action<object>;

/** Calls back with the store of a server that is made from now on. */
export function onStore(made: (store: Store) => void): void {
  const original = { ...database };
  database.create = (options) => {
    const store = original.create(options);
    made(store);
    return store;
  };
}

/** Puts another function in the place of an action, for all modules that are loaded from now on. */
export function replaceAction<Input = Request>(
  name: string,
  replace: (action: Action<Input>) => Action<Input>,
): void {
  const path = requireOfDynalite.resolve(`./actions/${name}`);
  const action = requireOfDynalite(path) as Action<Input>;
  const module = requireOfDynalite.cache[path];
  if (module) module.exports = replace(action);
}

type Dynalite = (options: { path?: string; createTableMs: number }) => Server;

export const loadDynalite = () => requireHere('dynalite') as Dynalite;
