// Reads a math expression. What the local cloud does not calculate is refused by name before anything is started.

import type { Expression, FunctionName, Operator } from './expression.ts';

/** Thrown for an expression that is malformed, or that the local cloud does not calculate. The message says what it is. */
export class UnsupportedExpressionError extends Error {
  override readonly name = 'UnsupportedExpressionError';
}

/** An id starts with a lower-case letter, and the name of a function consists of capitals. */
const TOKEN = /\s*(?:(\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)|([a-zA-Z]\w*)|(>=|<=|==|!=|[-+*/><(),]))/y;

/** What binds tighter stands later. */
const LEVELS: readonly (readonly string[])[] = [
  ['>', '>=', '<', '<=', '==', '!='],
  ['+', '-'],
  ['*', '/'],
];

const ARGUMENTS: Readonly<Record<FunctionName, number>> = { IF: 3, FILL: 2 };

/** Throws UnsupportedExpressionError. */
export function readExpression(text: string): Expression {
  const tokens = split(text);
  let at = 0;

  const next = () => tokens[at];
  const refuse = (what = next() ?? 'the end') =>
    new UnsupportedExpressionError(`"${text}": ${what} is not supported here`);

  function take(token: string): void {
    if (next() !== token) throw refuse();
    at += 1;
  }

  function readLevel(level: number): Expression {
    const operators = LEVELS[level];
    if (!operators) return readOperand();
    let left = readLevel(level + 1);
    for (;;) {
      const operator = next();
      if (operator === undefined || !operators.includes(operator)) return left;
      at += 1;
      left = { type: 'operation', operator: operator as Operator, left, right: readLevel(level + 1) };
    }
  }

  function readOperand(): Expression {
    const token = next();
    if (token === undefined) throw refuse();
    at += 1;
    if (token === '-') return { type: 'negative', of: readOperand() };
    if (token === '(') {
      const inner = readLevel(0);
      take(')');
      return inner;
    }
    if (/^\d/.test(token)) return { type: 'number', value: Number(token) };
    if (/^[a-z]/.test(token)) return { type: 'id', id: token };
    if (Object.hasOwn(ARGUMENTS, token)) return readCall(token as FunctionName);
    throw refuse(token);
  }

  function readCall(name: FunctionName): Expression {
    take('(');
    const given = [readLevel(0)];
    while (next() === ',') {
      at += 1;
      given.push(readLevel(0));
    }
    take(')');
    if (given.length !== ARGUMENTS[name]) throw refuse(`${name} with ${given.length} arguments`);
    return { type: 'call', name, arguments: given };
  }

  const expression = readLevel(0);
  if (next() !== undefined) throw refuse();
  return expression;
}

function split(text: string): string[] {
  const tokens: string[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.trimEnd().length) {
    const { lastIndex } = TOKEN;
    const match = TOKEN.exec(text);
    if (!match)
      throw new UnsupportedExpressionError(
        `"${text}": ${text.slice(lastIndex).trim()} is not supported here`,
      );
    tokens.push(match[0].trim());
  }
  return tokens;
}

/** Returns the ids that an expression names. */
export function idsOf(expression: Expression): string[] {
  switch (expression.type) {
    case 'number':
      return [];
    case 'id':
      return [expression.id];
    case 'negative':
      return idsOf(expression.of);
    case 'operation':
      return [...idsOf(expression.left), ...idsOf(expression.right)];
    default:
      return expression.arguments.flatMap(idsOf);
  }
}
