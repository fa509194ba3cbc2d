// Reads a statement token by token. A token that is not the expected one ends the reading, and the error says where.

import { UnsupportedStatementError, type Value } from './statement.ts';

/** The groups are a word, a name, a text and a sign. */
const TOKEN = /\s*(?:([A-Za-z]+)|"([^"]+)"|'([^']+)'|(>=|[?=>+*,:(){}]))/y;

interface Token {
  readonly kind: 'word' | 'name' | 'text' | 'sign' | 'end';
  readonly text: string;
}

function tokenize(statement: string): Token[] {
  const tokens: Token[] = [];
  TOKEN.lastIndex = 0;
  const length = statement.trimEnd().length;
  let end = 0;
  while (end < length) {
    const [, word, name, text, sign] = TOKEN.exec(statement) ?? [];
    if (word !== undefined) tokens.push({ kind: 'word', text: word.toUpperCase() });
    else if (name !== undefined) tokens.push({ kind: 'name', text: name });
    else if (text !== undefined) tokens.push({ kind: 'text', text });
    else if (sign !== undefined) tokens.push({ kind: 'sign', text: sign });
    else throw new UnsupportedStatementError(`not supported from here on: ${statement.slice(end).trim()}`);
    end = TOKEN.lastIndex;
  }
  return tokens;
}

const END: Token = { kind: 'end', text: 'the end' };

export class Tokens {
  readonly #tokens: readonly Token[];
  readonly #parameters: readonly Value[];
  #at = 0;
  #parametersTaken = 0;

  constructor(statement: string, parameters: readonly Value[]) {
    this.#tokens = tokenize(statement);
    this.#parameters = parameters;
  }

  get #next(): Token {
    return this.#tokens[this.#at] ?? END;
  }

  /** Takes these words or signs if they come next. */
  has(...texts: string[]): boolean {
    const isNext = texts.every((text, index) => {
      const token = this.#tokens[this.#at + index];
      return token?.text === text && token.kind !== 'name' && token.kind !== 'text';
    });
    if (isNext) this.#at += texts.length;
    return isNext;
  }

  expect(...texts: string[]): void {
    if (!this.has(...texts)) this.#refuse(texts.join(' '));
  }

  hasName(): boolean {
    return this.#next.kind === 'name';
  }

  /** A name in double quotes. */
  name(): string {
    return this.#take('name');
  }

  /** A text in single quotes. */
  text(): string {
    return this.#take('text');
  }

  /** The value of the next parameter. */
  parameter(): Value {
    this.expect('?');
    const value = this.#parameters[this.#parametersTaken++];
    if (value === undefined) throw new UnsupportedStatementError('a ? has no parameter');
    return value;
  }

  end(): void {
    if (this.#next.kind !== 'end') this.#refuse('the end');
    if (this.#parametersTaken < this.#parameters.length)
      throw new UnsupportedStatementError('there are more parameters than ?');
  }

  #take(kind: Token['kind']): string {
    const { kind: found, text } = this.#next;
    if (found !== kind) this.#refuse(`a ${kind}`);
    this.#at += 1;
    return text;
  }

  #refuse(expected: string): never {
    throw new UnsupportedStatementError(`expected ${expected} where "${this.#next.text}" stands`);
  }
}
