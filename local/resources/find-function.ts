// The function that a property names, by name or ARN.

import type { LambdaFunction } from '../lambda/function.ts';
import { type Json, toText } from '../template/template.ts';
import { type ResourceAddress, UnsupportedTemplateError } from '../template/unsupported-template-error.ts';

/** Throws where there is no such function, and for a version or an alias of one. */
export function findFunction(
  address: ResourceAddress,
  property: string,
  value: Json | undefined,
  functions: ReadonlyMap<string, LambdaFunction>,
): LambdaFunction {
  // API Gateway also takes arn:aws:apigateway:<region>:lambda:path/2015-03-31/functions/<ARN>/invocations.
  const name = toText(value)
    .replace(/^.*\/functions\/(.*)\/invocations$/, '$1')
    .replace(/^arn:aws:lambda:[^:]*:[^:]*:function:/, '');
  const found = functions.get(name);
  if (!found)
    throw new UnsupportedTemplateError(
      address,
      `property ${property}: no function ${toText(value)} in the local cloud`,
    );
  return found;
}
