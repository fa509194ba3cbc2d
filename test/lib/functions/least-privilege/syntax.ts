// Walks the syntax of a bundle, and tells the names of its top-level pieces and where a name is used.

import { type AnyNode, type Expression, type Literal, parse, type SpreadElement } from 'acorn';

export type Arguments = readonly (Expression | SpreadElement)[];

/** A top-level function, class or variable, or a statement without a name. */
export interface Piece {
  readonly name: string | undefined;
  readonly node: AnyNode;
}

export const parseModule = (code: string) => parse(code, { ecmaVersion: 'latest', sourceType: 'module' });

/** A node and all below it, each with the node above. */
export function* walk(
  node: AnyNode,
  parent?: AnyNode,
): Generator<[node: AnyNode, parent: AnyNode | undefined]> {
  yield [node, parent];
  for (const value of Object.values(node) as unknown[])
    for (const child of [value].flat()) if (isNode(child)) yield* walk(child, node);
}

const isNode = (value: unknown): value is AnyNode =>
  typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';

export function piecesOf(code: string): Piece[] {
  return parseModule(code).body.flatMap((outer): Piece[] => {
    const statement = outer.type === 'ExportNamedDeclaration' ? outer.declaration : outer;
    if (!statement || statement.type === 'ImportDeclaration') return [];
    if (statement.type === 'VariableDeclaration')
      return statement.declarations.map((node) => ({ name: nameOf(node.id), node }));
    return [{ name: 'id' in statement ? nameOf(statement.id) : undefined, node: statement }];
  });
}

const nameOf = (node: AnyNode | null | undefined) => (node?.type === 'Identifier' ? node.name : undefined);

/** The uses of a name in a piece. A use that calls or constructs comes with its arguments. */
export function* usesOf(name: string, { node: root }: Piece): Generator<{ args?: Arguments }> {
  for (const [node, parent] of walk(root)) {
    if (node.type !== 'Identifier' || node.name !== name || !parent || isKey(node, parent)) continue;
    if ((parent.type === 'CallExpression' || parent.type === 'NewExpression') && parent.callee === node)
      yield { args: parent.arguments };
    else if (!('id' in parent && parent.id === node)) yield {};
  }
}

/** Whether it is a name after a dot or before a colon, which is no use of a variable. */
export function isKey(node: AnyNode, parent: AnyNode | undefined): boolean {
  if (!parent) return false;
  if (parent.type === 'MemberExpression') return parent.property === node && !parent.computed;
  const keyed = ['Property', 'MethodDefinition', 'PropertyDefinition'].includes(parent.type);
  return keyed && 'key' in parent && parent.key === node && !(parent.type === 'Property' && parent.shorthand);
}

/** The value of a variable in a piece, or else at the top. It is undefined for functions and parameters. */
export function valueOf(name: string, piece: Piece, pieces: readonly Piece[]): AnyNode | undefined {
  const top = pieces.filter((it) => it.name === name);
  for (const { node: root } of [piece, ...top])
    for (const [node] of walk(root))
      if (node.type === 'VariableDeclarator' && nameOf(node.id) === name)
        return node.init && !/Function|Class/.test(node.init.type) ? node.init : undefined;
  return undefined;
}

export const isText = (node: AnyNode | undefined): node is Literal & { value: string } =>
  node?.type === 'Literal' && typeof node.value === 'string';
