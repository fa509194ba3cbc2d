// Meters what the calls of a client really cost, as DynamoDB itself reports it.

import { ConditionalCheckFailedException, type DynamoDBClient } from '@aws-sdk/client-dynamodb';

/** The calls answered and the capacity units of each table, for example `{ LedgerWrites: 12, LedgerWriteUnits: 12 }`. */
export type CapacityUsed = Record<string, number>;

interface StatementsAnswer {
  readonly ConsumedCapacity?: readonly { readonly CapacityUnits?: number }[];
}

interface TablesAnswer {
  readonly ConsumedCapacity?: readonly { readonly TableName?: string; readonly CapacityUnits?: number }[];
}

interface Answer {
  readonly ConsumedCapacity?: { readonly CapacityUnits?: number };
}

type RequestedKeys = Readonly<Record<string, { readonly Keys?: readonly object[] }>>;

/**
 * Makes every call of the client report its capacity.
 *
 * @param names what to call each table
 * @returns a function that gives the sums since it was last called
 */
export function meterCapacity(client: DynamoDBClient, names: Record<string, string>): () => CapacityUsed {
  let used: CapacityUsed = {};

  function add(table: string, commandName: string | undefined, units: number) {
    const kind = `${names[table] ?? table}${commandName === 'GetItemCommand' ? 'Read' : 'Write'}`;
    used[`${kind}s`] = (used[`${kind}s`] ?? 0) + 1;
    used[`${kind}Units`] = (used[`${kind}Units`] ?? 0) + units;
  }

  /** All statements of a request are writes of one table. DynamoDB Local does not tell their units, so that each counts as one. */
  function addStatements(
    statements: readonly { Statement?: string | undefined }[],
    answer: StatementsAnswer,
  ) {
    const table = /"([^"]+)"/.exec(statements[0]?.Statement ?? '')?.[1] ?? '';
    const units = answer.ConsumedCapacity?.reduce((sum, { CapacityUnits = 0 }) => sum + CapacityUnits, 0);
    const kind = `${names[table] ?? table}Write`;
    used[`${kind}s`] = (used[`${kind}s`] ?? 0) + statements.length;
    used[`${kind}Units`] = (used[`${kind}Units`] ?? 0) + (units ?? statements.length);
  }

  /** Each key is a read. */
  function addReads(requested: RequestedKeys, { ConsumedCapacity = [] }: TablesAnswer) {
    for (const [table, { Keys = [] }] of Object.entries(requested)) {
      const kind = `${names[table] ?? table}Read`;
      const units = ConsumedCapacity.find(({ TableName }) => TableName === table)?.CapacityUnits ?? 0;
      used[`${kind}s`] = (used[`${kind}s`] ?? 0) + Keys.length;
      used[`${kind}Units`] = (used[`${kind}Units`] ?? 0) + units;
    }
  }

  client.middlewareStack.add(
    (next, { commandName }) =>
      async (args) => {
        if ('Statements' in args.input) {
          const result = await next({ ...args, input: { ...args.input, ReturnConsumedCapacity: 'TOTAL' } });
          addStatements(args.input.Statements ?? [], result.output as StatementsAnswer);
          return result;
        }
        if ('RequestItems' in args.input) {
          const result = await next({ ...args, input: { ...args.input, ReturnConsumedCapacity: 'TOTAL' } });
          addReads(args.input.RequestItems as RequestedKeys, result.output as TablesAnswer);
          return result;
        }
        if (!('TableName' in args.input) || !args.input.TableName) return next(args);
        const table = args.input.TableName;
        try {
          const result = await next({ ...args, input: { ...args.input, ReturnConsumedCapacity: 'TOTAL' } });
          add(table, commandName, (result.output as Answer).ConsumedCapacity?.CapacityUnits ?? 0);
          return result;
        } catch (error) {
          // A failed condition consumes at least one unit and reports none (source: DynamoDB guide, Working with items).
          if (error instanceof ConditionalCheckFailedException) add(table, commandName, 1);
          throw error;
        }
      },
    { step: 'initialize', name: 'meterCapacity' },
  );

  return () => {
    const taken = used;
    used = {};
    return taken;
  };
}
