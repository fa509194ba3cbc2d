// Reads from a function's bundle what its adapters call: the SDK's commands that survive tree shaking, each with the
// environment variables that its adapter is wired with.

import { type BuildOptions, build } from 'esbuild';
import {
  type Arguments,
  isKey,
  isText,
  type Piece,
  parseModule,
  piecesOf,
  usesOf,
  valueOf,
  walk,
} from './syntax.ts';

export interface Call {
  /** Package and command, for example dynamodb:GetItem. */
  readonly command: string;
  /** Names of environment variables. */
  readonly variables: readonly string[];
  /** What the PartiQL statements of the call begin with, for example `Insert`. */
  readonly statements?: readonly string[];
}

export async function readCalls(source: Pick<BuildOptions, 'entryPoints' | 'stdin'>): Promise<Call[]> {
  const { outputFiles } = await build({
    ...source,
    bundle: true,
    format: 'esm',
    platform: 'node',
    // The imports of external packages tell the commands apart. An adapter that nobody wires is not in the bundle.
    packages: 'external',
    write: false,
    logLevel: 'silent',
  });
  return findCalls(outputFiles[0]?.text ?? '');
}

/** Throws where it cannot tell which resource a command is for. */
export function findCalls(code: string): Call[] {
  const pieces = piecesOf(code);
  return [...importedCommands(code), ...putsIn(pieces)].flatMap(([name, command]) => {
    // A bundle keeps an import that nothing uses any more.
    if (!pieces.some((piece) => [...usesOf(name, piece)].length > 0)) return [];
    const wirings = [...wiredWith(name, pieces)];
    if (wirings.length === 0)
      throw new Error(`${command}: no environment variable is handed to the adapter that calls it`);
    const statements = command === 'dynamodb:BatchExecuteStatement' ? statementsIn(code) : undefined;
    return wirings.map((variables) => ({ command, variables, ...(statements && { statements }) }));
  });
}

/** The kinds of all statements of a bundle. The name of the table follows in double quotes. */
function statementsIn(code: string): string[] {
  const found = code.matchAll(/`(INSERT INTO|UPDATE|DELETE FROM|SELECT) [^`]*"\$\{/g);
  const kinds = [...found].map(
    ([, begin = '']) => begin.charAt(0) + (begin.split(' ')[0] ?? '').slice(1).toLowerCase(),
  );
  return [...new Set(kinds)].sort();
}

function* importedCommands(code: string): Generator<[localName: string, command: string]> {
  for (const statement of parseModule(code).body) {
    if (statement.type !== 'ImportDeclaration') continue;
    const service = /^@aws-sdk\/client-(.+)$/.exec(String(statement.source.value))?.[1];
    if (!service) continue;
    for (const specifier of statement.specifiers) {
      const name =
        specifier.type === 'ImportSpecifier' && 'name' in specifier.imported ? specifier.imported.name : '*';
      const command = /^(\w+)Command$/.exec(name) ?? /^paginate(\w+)$/.exec(name);
      if (command) yield [specifier.local.name, `${service}:${command[1]}`];
      else if (name === '*' || name.startsWith('waitUntil'))
        throw new Error(`${service}: cannot tell which commands ${name} calls`);
    }
  }
}

/** The calls of the port whose light client knows no command of the SDK (adapters/kinesis/puts.ts). */
const PUTS: Readonly<Record<string, string>> = {
  putRecord: 'kinesis:PutRecord',
  putRecords: 'kinesis:PutRecords',
};

/** The adapters that call the port, which they have under the name `puts`. */
function* putsIn(pieces: readonly Piece[]): Generator<[adapter: string, command: string]> {
  for (const piece of pieces)
    for (const [node] of walk(piece.node)) {
      if (node.type !== 'CallExpression' || node.callee.type !== 'MemberExpression') continue;
      const { object, property } = node.callee;
      const command = lastName(object) === 'puts' ? PUTS[lastName(property)] : undefined;
      if (command && piece.name) yield [piece.name, command];
    }
}

/** The variables in the arguments of the nearest call that has some, outwards from each use of a name. */
function* wiredWith(
  name: string,
  pieces: readonly Piece[],
  seen: readonly string[] = [],
): Generator<readonly string[]> {
  for (const piece of pieces)
    for (const { args = [] } of usesOf(name, piece)) {
      const variables = variablesIn(args, piece, pieces);
      if (variables.size > 0) yield [...variables];
      else if (piece.name && !seen.includes(piece.name))
        yield* wiredWith(piece.name, pieces, [...seen, piece.name]);
    }
}

/** What `requireEnv(env, 'X')`, `env.X` and `env['X']` name in some arguments and the variables in them. */
function variablesIn(nodes: Arguments, piece: Piece, pieces: readonly Piece[]): Set<string> {
  const found = new Set<string>();
  const seen = new Set<string>();
  const look = (root: Parameters<typeof walk>[0]) => {
    for (const [node, parent] of walk(root)) {
      if (node.type === 'CallExpression' && node.callee.type === 'Identifier') {
        const [, name] = node.arguments;
        if (/^requireEnv\d*$/.test(node.callee.name) && isText(name)) found.add(name.value);
      } else if (node.type === 'MemberExpression' && /^env\d*$/.test(lastName(node.object))) {
        if (isText(node.property)) found.add(node.property.value);
        else if (!node.computed) found.add(lastName(node.property));
      } else if (node.type === 'Identifier' && !isKey(node, parent) && !seen.has(node.name)) {
        seen.add(node.name);
        const value = valueOf(node.name, piece, pieces);
        if (value) look(value);
      }
    }
  };
  for (const node of nodes) look(node);
  return found;
}

const lastName = (node: Parameters<typeof walk>[0]): string => {
  if (node.type === 'Identifier') return node.name;
  return node.type === 'MemberExpression' ? lastName(node.property) : '';
};
