// BatchExecuteStatement, which dynalite does not have. Each statement is carried out and answered by itself.
// source: DynamoDB API, BatchExecuteStatement

import type { TableDescription } from './capacity/table-description.ts';
import type { Callback, Store } from './dynalite.ts';
import { parseStatement } from './partiql/parse-statement.ts';
import { keyOf, runStatement } from './partiql/run-statement.ts';
import { type Item, type Statement, UnsupportedStatementError, type Value } from './partiql/statement.ts';
import { RefusedError } from './take-operations.ts';

const MAX_STATEMENTS = 25;

interface Input {
  readonly Statements?: readonly { readonly Statement?: string; readonly Parameters?: readonly Value[] }[];
  readonly ReturnConsumedCapacity?: string;
}

interface StatementError {
  readonly Error: { readonly Code: string; readonly Message: string; readonly Item?: Item };
  readonly TableName?: string;
}

type Response = StatementError | { readonly TableName: string; readonly Item?: Item };

interface Ready {
  readonly statement: Statement;
  readonly key: Item;
}

/** Needs `returnItemsOfFailedConditions`, which must be called before dynalite is loaded. */
export async function batchExecuteStatement(store: Store, input: object): Promise<object> {
  const { Statements = [], ReturnConsumedCapacity } = input as Input;
  if (!Array.isArray(Statements) || Statements.length === 0 || Statements.length > MAX_STATEMENTS)
    throw new RefusedError('ValidationException', `statements: 1 to ${MAX_STATEMENTS} are allowed`);
  const findTable = makeTableFinder(store);
  const prepared = await Promise.all(Statements.map((each) => prepare(findTable, each)));
  const keys = prepared.flatMap((each) =>
    'key' in each ? [JSON.stringify([each.statement.table, each.key])] : [],
  );
  if (new Set(keys).size < keys.length)
    throw new RefusedError('ValidationException', 'Provided list of item keys contains duplicates');
  const units = new Map<string, number>();
  const Responses = await Promise.all(
    prepared.map(async (each): Promise<Response> => ('key' in each ? await run(store, each, units) : each)),
  );
  const ConsumedCapacity = [...units].map(([TableName, CapacityUnits]) => ({ TableName, CapacityUnits }));
  const isAsked = ReturnConsumedCapacity === 'TOTAL' || ReturnConsumedCapacity === 'INDEXES';
  return { Responses, ...(isAsked && { ConsumedCapacity }) };
}

type FindTable = (name: string) => Promise<TableDescription | undefined>;

/** Reads each table once, because dynalite parses its description whenever it is read. */
function makeTableFinder(store: Store): FindTable {
  const tables = new Map<string, ReturnType<FindTable>>();
  const read: FindTable = (name) =>
    new Promise((resolve) => store.getTable(name, true, (_, found) => resolve(found)));
  return (name) => {
    const table = tables.get(name) ?? read(name);
    tables.set(name, table);
    return table;
  };
}

/** Returns the statement with its key, or the error that it is answered with. */
async function prepare(
  findTable: FindTable,
  { Statement = '', Parameters = [] }: NonNullable<Input['Statements']>[number],
): Promise<Ready | StatementError> {
  try {
    const statement = parseStatement(Statement, Parameters);
    const table = await findTable(statement.table);
    if (!table)
      return { Error: { Code: 'ResourceNotFound', Message: 'Cannot do operations on a non-existent table' } };
    return { statement, key: keyOf(statement, table) };
  } catch (error) {
    if (!(error instanceof UnsupportedStatementError)) throw error;
    const Message = `The local cloud does not support this statement: ${error.message}: ${Statement}`;
    return { Error: { Code: 'ValidationError', Message } };
  }
}

function run(store: Store, { statement, key }: Ready, units: Map<string, number>): Promise<Response> {
  const TableName = statement.table;
  const take = (more: number) => void units.set(TableName, (units.get(TableName) ?? 0) + more);
  return new Promise((resolve, reject) => {
    const done: Callback = (error, answer = {}) => {
      if (!error) {
        take((answer['ConsumedCapacity'] as { CapacityUnits?: number } | undefined)?.CapacityUnits ?? 0);
        const item = answer['Attributes'] as Item | undefined;
        return resolve({ TableName, ...(item && { Item: item }) });
      }
      const { body } = error as { body?: { __type: string; message?: string; Item?: Item } };
      if (!body) return reject(error);
      const failed = toStatementError(body, statement);
      // A failed condition consumes a unit at least. source: DynamoDB guide, "Working with items"
      if (['ConditionalCheckFailed', 'DuplicateItem'].includes(failed.Error.Code)) take(1);
      resolve({ ...failed, TableName });
    };
    runStatement(store, statement, key, done);
  });
}

function toStatementError(
  { __type, message = '', Item }: { __type: string; message?: string; Item?: Item },
  { type }: Statement,
): StatementError {
  const code = __type.replace(/^.*#/, '').replace(/Exception$/, '');
  if (code === 'ConditionalCheckFailed' && type === 'insert')
    return { Error: { Code: 'DuplicateItem', Message: 'Duplicate primary key exists in table' } };
  const Code = { Validation: 'ValidationError', Throttling: 'ThrottlingError' }[code] ?? code;
  return { Error: { Code, Message: message, ...(Item && { Item }) } };
}
