// What a statement says, once its parameters are in their places.

/** A value with its type, such as `{ S: 'text' }`. */
export type Value = Readonly<Record<string, unknown>>;

export type Item = Readonly<Record<string, Value>>;

/** The shapes are those of dynalite's own expressions, so that it evaluates them. A path is a list with one name. */
export type Condition =
  | { readonly type: 'and'; readonly args: readonly [Condition, Condition] }
  | { readonly type: 'not'; readonly args: readonly [Condition] }
  | { readonly type: 'function'; readonly name: string; readonly args: readonly [readonly [string]] }
  | { readonly type: '=' | '>' | '>='; readonly args: readonly [readonly [string], Value] };

export interface Assignment {
  readonly name: string;
  readonly value: Value;
  /** Whether the value is added to the number that is there. */
  readonly adds: boolean;
}

export type Statement =
  | { readonly type: 'insert'; readonly table: string; readonly item: Item }
  | {
      readonly type: 'update';
      readonly table: string;
      readonly assignments: readonly Assignment[];
      /** The attributes that must have these values. Those of the key are among them. */
      readonly equal: Item;
      readonly condition: Condition | undefined;
      readonly returning: 'ALL_OLD' | 'ALL_NEW' | 'NONE';
    };

/** Thrown for a statement that the local cloud does not know. It is an error rather than a guess. */
export class UnsupportedStatementError extends Error {
  override readonly name = 'UnsupportedStatementError';
}
