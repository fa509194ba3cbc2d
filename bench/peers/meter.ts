// Adds up what the requests of a design cost, table by table, as the store reports it. Where it reports nothing or something else than
// DynamoDB would, a formula stands in: a failed condition consumes 1 unit at least; a transaction 2 for each item, also when it is
// cancelled (DynamoDB Local reports 2 for each table); and a statement of ours 1. Each of these items stays below 1 KB. A key of a
// BatchGetItem consumes 0.5 at least, also when there is no such item, and 1 when the read is consistent.
// source: DynamoDB guide, "Working with items", "Transactions" and "Read consistency"

import {
  type BatchExecuteStatementCommandInput,
  type BatchGetItemCommandInput,
  type ConsumedCapacity,
  ConditionalCheckFailedException,
  TransactionCanceledException,
  type TransactWriteItemsCommandInput,
} from '@aws-sdk/client-dynamodb';

const READS = new Set(['GetItemCommand', 'QueryCommand', 'ScanCommand']);

export interface Used {
  /** Every attempt is a request. */
  readonly requests: number;
  /** Units of each table. */
  readonly writeUnits: Readonly<Record<string, number>>;
  readonly readUnits: Readonly<Record<string, number>>;
}

type Units = Record<string, number>;

export class Meter {
  #requests = 0;
  #writes: Units = {};
  #reads: Units = {};

  succeeded(command: string, input: object, output: object): void {
    this.#requests++;
    if (command === 'TransactWriteItemsCommand') return this.#addTransaction(input);
    const reported = [
      (output as { ConsumedCapacity?: ConsumedCapacity | ConsumedCapacity[] }).ConsumedCapacity ?? [],
    ];
    if (command === 'BatchGetItemCommand') return this.#addBatchGet(input, reported.flat());
    const units = READS.has(command) ? this.#reads : this.#writes;
    for (const { TableName = '', CapacityUnits = 0 } of reported.flat()) add(units, TableName, CapacityUnits);
    if (command === 'BatchExecuteStatementCommand' && reported.flat().length === 0)
      this.#addStatements(input);
  }

  failed(input: object, error: unknown): void {
    this.#requests++;
    if (error instanceof ConditionalCheckFailedException)
      add(this.#writes, (input as { TableName?: string }).TableName ?? '', 1);
    if (error instanceof TransactionCanceledException) this.#addTransaction(input);
  }

  /** Returns the sums since the last call. */
  take(): Used {
    const used = { requests: this.#requests, writeUnits: this.#writes, readUnits: this.#reads };
    this.#requests = 0;
    this.#writes = {};
    this.#reads = {};
    return used;
  }

  #addBatchGet(input: object, reported: readonly ConsumedCapacity[]): void {
    const { RequestItems = {} } = input as BatchGetItemCommandInput;
    for (const [table, { Keys = [], ConsistentRead = false }] of Object.entries(RequestItems)) {
      const { CapacityUnits = 0 } = reported.find(({ TableName }) => TableName === table) ?? {};
      add(this.#reads, table, Math.max(CapacityUnits, Keys.length * (ConsistentRead ? 1 : 0.5)));
    }
  }

  #addTransaction(input: object): void {
    const { TransactItems = [] } = input as TransactWriteItemsCommandInput;
    for (const { Put, Update, Delete, ConditionCheck } of TransactItems)
      add(this.#writes, (Put ?? Update ?? Delete ?? ConditionCheck)?.TableName ?? '', 2);
  }

  #addStatements(input: object): void {
    for (const { Statement = '' } of (input as BatchExecuteStatementCommandInput).Statements ?? [])
      add(this.#writes, /"([^"]+)"/.exec(Statement)?.[1] ?? '', 1);
  }
}

function add(units: Units, table: string, more: number): void {
  units[table] = (units[table] ?? 0) + more;
}
