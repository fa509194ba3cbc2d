// What a math expression of an alarm consists of, once it is read.

/** A function of metric math. source: CloudWatch guide, "Using math expressions with CloudWatch metrics" */
export type FunctionName = 'IF' | 'FILL';

export type Operator = '+' | '-' | '*' | '/' | '>' | '>=' | '<' | '<=' | '==' | '!=';

export type Expression =
  | { readonly type: 'number'; readonly value: number }
  | { readonly type: 'id'; readonly id: string }
  | { readonly type: 'negative'; readonly of: Expression }
  | {
      readonly type: 'operation';
      readonly operator: Operator;
      readonly left: Expression;
      readonly right: Expression;
    }
  | { readonly type: 'call'; readonly name: FunctionName; readonly arguments: readonly Expression[] };
