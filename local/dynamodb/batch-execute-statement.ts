// BatchExecuteStatement, which dynalite does not have. Each statement is carried out and answered by itself.
// source: DynamoDB API, BatchExecuteStatement

import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { TableDescription } from './capacity/table-description.ts';
import { type Callback, onStore, type Store } from './dynalite.ts';
import { parseStatement } from './partiql/parse-statement.ts';
import { keyOf, returnItemsOfFailedConditions, runStatement } from './partiql/run-statement.ts';
import { type Item, type Statement, UnsupportedStatementError, type Value } from './partiql/statement.ts';

const TARGET = 'DynamoDB_20120810.BatchExecuteStatement';
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

/** Thrown for a request that is refused as a whole. */
class ValidationException extends Error {
  override readonly name = 'ValidationException';
}

/** Returns what makes a listener that takes statements, and hands everything else on. It must be called before dynalite is loaded. */
export function takeStatements(): (listener: RequestListener) => RequestListener {
  let store: Store | undefined;
  onStore((made) => {
    store = made;
  });
  returnItemsOfFailedConditions();
  return (listener) => (request, response) => {
    if (store === undefined || request.headers['x-amz-target'] !== TARGET) return listener(request, response);
    const known = store;
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => void answer(known, Buffer.concat(chunks).toString(), request, response));
  };
}

async function answer(store: Store, body: string, request: IncomingMessage, response: ServerResponse) {
  const [status, content] = await execute(store, body).then((answered) => [200, answered] as const, errorOf);
  request.removeAllListeners();
  response.writeHead(status, { 'content-type': 'application/x-amz-json-1.0' }).end(JSON.stringify(content));
}

/** A request of another shape than the API's fails to be read, as a body that is no JSON does. */
function errorOf(error: unknown): [status: number, content: object] {
  const message = error instanceof Error ? error.message : String(error);
  if (error instanceof ValidationException)
    return [400, { __type: `com.amazon.coral.validate#${error.name}`, message }];
  if (error instanceof SyntaxError || error instanceof TypeError)
    return [400, { __type: 'com.amazon.coral.service#SerializationException', message }];
  return [500, { __type: 'InternalServerError', message }];
}

async function execute(store: Store, body: string): Promise<object> {
  const { Statements = [], ReturnConsumedCapacity } = (JSON.parse(body) ?? {}) as Input;
  if (!Array.isArray(Statements) || Statements.length === 0 || Statements.length > MAX_STATEMENTS)
    throw new ValidationException(`statements: 1 to ${MAX_STATEMENTS} are allowed`);
  const findTable = makeTableFinder(store);
  const prepared = await Promise.all(Statements.map((each) => prepare(findTable, each)));
  const keys = prepared.flatMap((each) =>
    'key' in each ? [JSON.stringify([each.statement.table, each.key])] : [],
  );
  if (new Set(keys).size < keys.length)
    throw new ValidationException('Provided list of item keys contains duplicates');
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
