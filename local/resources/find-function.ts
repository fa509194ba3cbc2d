// Finds the function that a property names, by its name or its ARN, or by those of one of its versions or aliases.

import type { LambdaFunction } from '../lambda/function.ts';
import { type Json, toText } from '../template/template.ts';
import { type ResourceAddress, UnsupportedTemplateError } from '../template/unsupported-template-error.ts';

/** Returns what a name or an ARN names. */
export const readFunctionName = (value: Json | undefined): string =>
  toText(value)
    // API Gateway also takes arn:aws:apigateway:<region>:lambda:path/2015-03-31/functions/<ARN>/invocations.
    .replace(/^.*\/functions\/(.*)\/invocations$/, '$1')
    .replace(/^arn:aws:lambda:[^:]*:[^:]*:function:/, '');

/** Throws UnsupportedTemplateError if there is no such function, version or alias. */
export function findFunction(
  address: ResourceAddress,
  property: string,
  value: Json | undefined,
  functions: ReadonlyMap<string, LambdaFunction>,
): LambdaFunction {
  const found = functions.get(readFunctionName(value));
  if (!found)
    throw new UnsupportedTemplateError(
      address,
      `property ${property}: there is no function ${toText(value)} in the local cloud`,
    );
  return found;
}
