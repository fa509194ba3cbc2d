// Carries out a statement by an action of dynalite. The action gets its condition and its changes as dynalite would have parsed them, and
// keeps its locks, its checks and its metering.

import { actionOf, type Callback, database, type Store, validationOf } from '../dynalite.ts';
import type { TableDescription } from '../capacity/table-description.ts';
import {
  type Assignment,
  type Condition,
  type Item,
  type Statement,
  UnsupportedStatementError,
} from './statement.ts';

/** Returns the key that the statement names. Throws an UnsupportedStatementError if it names none. */
export function keyOf(statement: Statement, { KeySchema }: TableDescription): Item {
  const values = statement.type === 'insert' ? statement.item : statement.equal;
  return Object.fromEntries(
    KeySchema.map(({ AttributeName: name }) => {
      const value = values[name];
      if (value === undefined)
        throw new UnsupportedStatementError(`the key attribute ${name} has no value in the statement`);
      return [name, value];
    }),
  );
}

export function runStatement(store: Store, statement: Statement, key: Item, done: Callback): void {
  const [keyName = ''] = Object.keys(key);
  const common = { TableName: statement.table, ReturnConsumedCapacity: 'TOTAL' };
  if (statement.type === 'insert') {
    const isAbsent = { type: 'function', name: 'attribute_not_exists', args: [[keyName]] };
    const put = { ...common, Item: statement.item, _condition: { expression: isAbsent } };
    return actionOf('putItem')(store, put, done);
  }
  // An item that is absent fails the condition. An update of DynamoDB's other API would make it.
  const exists: Condition = { type: 'function', name: 'attribute_exists', args: [[keyName]] };
  const { assignments, condition, returning } = statement;
  const expression = condition ? { type: 'and', args: [exists, condition] } : exists;
  const update = {
    ...common,
    Key: key,
    _condition: { expression },
    _updates: { sections: assignments.map(sectionOf), paths: assignments.map(({ name }) => [name]) },
    ReturnValues: returning,
    ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
  };
  actionOf('updateItem')(store, update, done);
}

const sectionOf = ({ name, value, adds }: Assignment) => ({
  type: 'set',
  path: [name],
  attrType: Object.keys(value)[0],
  val: adds ? { type: 'add', args: [[name], value] } : value,
});

interface FailedCondition extends Error {
  readonly body?: Record<string, unknown>;
}

/** Lets a failed condition bring the item along. dynalite knows no `ReturnValuesOnConditionCheckFailure`. */
export function returnItemsOfFailedConditions(): void {
  for (const operation of ['putItem', 'updateItem', 'deleteItem'])
    Object.assign(validationOf(operation).types, {
      ReturnValuesOnConditionCheckFailure: { type: 'String', enum: ['ALL_OLD', 'NONE'] },
    });
  const original = { ...database };
  database.checkConditional = (request, item) => {
    const failed: FailedCondition | null | undefined = original.checkConditional(request, item);
    if (failed?.body && item && request.ReturnValuesOnConditionCheckFailure === 'ALL_OLD')
      failed.body['Item'] = item;
    return failed;
  };
}
