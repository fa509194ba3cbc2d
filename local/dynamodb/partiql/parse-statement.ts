// Parses the part of PartiQL that a conditional write of one item needs. Names stand in double quotes, and every value is a parameter:
//
//   INSERT INTO "table" VALUE {'name': ?, …}
//   UPDATE "table" SET "name" = ? SET "number" = "number" + ? … WHERE "key" = ? AND "name" IS MISSING
//     AND NOT ("name" IS NOT MISSING AND "name" > ?) RETURNING ALL OLD *

import {
  type Assignment,
  type Condition,
  type Statement,
  UnsupportedStatementError,
  type Value,
} from './statement.ts';
import { Tokens } from './tokens.ts';

/** Throws an UnsupportedStatementError for any other statement. */
export function parseStatement(text: string, parameters: readonly Value[]): Statement {
  const tokens = new Tokens(text, parameters);
  const statement = tokens.has('INSERT') ? insert(tokens) : update(tokens);
  tokens.end();
  return statement;
}

function insert(tokens: Tokens): Statement {
  tokens.expect('INTO');
  const table = tokens.name();
  tokens.expect('VALUE', '{');
  const item: Record<string, Value> = {};
  do {
    const name = tokens.text();
    tokens.expect(':');
    item[name] = tokens.parameter();
  } while (tokens.has(','));
  tokens.expect('}');
  return { type: 'insert', table, item };
}

function update(tokens: Tokens): Statement {
  tokens.expect('UPDATE');
  const table = tokens.name();
  const assignments: Assignment[] = [];
  while (tokens.has('SET')) assignments.push(assignment(tokens));
  if (assignments.length === 0) throw new UnsupportedStatementError('an update has no SET');
  tokens.expect('WHERE');
  const equal: Record<string, Value> = {};
  let condition: Condition | undefined;
  do {
    const next = tokens.has('NOT', '(') ? notAll(tokens) : comparison(tokens);
    if (next.type === '=') equal[next.args[0][0]] = next.args[1];
    condition = condition ? { type: 'and', args: [condition, next] } : next;
  } while (tokens.has('AND'));
  return {
    type: 'update',
    table,
    assignments,
    equal,
    condition,
    returning: returning(tokens),
  };
}

/** Either `"name" = ?` or `"name" = "name" + ?`. */
function assignment(tokens: Tokens): Assignment {
  const name = tokens.name();
  tokens.expect('=');
  const adds = tokens.hasName();
  if (adds) {
    if (tokens.name() !== name) throw new UnsupportedStatementError(`"${name}" is set to another attribute`);
    tokens.expect('+');
  }
  return { name, value: tokens.parameter(), adds };
}

/** What stands in brackets behind a NOT: comparisons that must not all hold. */
function notAll(tokens: Tokens): Condition {
  let condition: Condition = comparison(tokens);
  while (tokens.has('AND')) condition = { type: 'and', args: [condition, comparison(tokens)] };
  tokens.expect(')');
  return { type: 'not', args: [condition] };
}

function comparison(tokens: Tokens): Condition {
  const name = tokens.name();
  if (tokens.has('IS', 'MISSING')) return { type: 'function', name: 'attribute_not_exists', args: [[name]] };
  if (tokens.has('IS', 'NOT', 'MISSING'))
    return { type: 'function', name: 'attribute_exists', args: [[name]] };
  for (const type of ['=', '>=', '>'] as const)
    if (tokens.has(type)) return { type, args: [[name], tokens.parameter()] };
  throw new UnsupportedStatementError(`"${name}" is compared in a way that is not supported`);
}

function returning(tokens: Tokens) {
  if (!tokens.has('RETURNING')) return 'NONE';
  if (tokens.has('ALL', 'OLD', '*')) return 'ALL_OLD';
  tokens.expect('ALL', 'NEW', '*');
  return 'ALL_NEW';
}
