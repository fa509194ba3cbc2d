// Each resource type lists the properties that the local cloud acts on, and those that change nothing here and why.
// Anything else in a template is an error that names it.

import { isIntrinsic } from './evaluate.ts';
import { isObject, type Json, type JsonObject } from './template.ts';
import { type ResourceAddress, UnsupportedTemplateError } from './unsupported-template-error.ts';

export interface PropertyRules {
  /** Paths such as `Code.S3Key` or `KeySchema[].KeyType`; a path stands for everything below it. */
  readonly actedOn: readonly string[];
  /** Paths without effect on behaviour in the local cloud, each with the reason. */
  readonly noEffect: Readonly<Record<string, string>>;
}

/** Throws for a property that the rules do not know. */
export function checkProperties(
  address: ResourceAddress,
  properties: JsonObject,
  rules: PropertyRules,
): void {
  const known = [...rules.actedOn, ...Object.keys(rules.noEffect)];
  for (const path of pathsIn(properties)) {
    if (
      known.some(
        (prefix) => path === prefix || path.startsWith(`${prefix}.`) || path.startsWith(`${prefix}[`),
      )
    )
      continue;
    throw new UnsupportedTemplateError(address, `property ${path} is not supported by the local cloud`);
  }
}

function pathsIn(value: Json, path = ''): string[] {
  if (Array.isArray(value))
    return value.length === 0 ? [path] : value.flatMap((one) => pathsIn(one, `${path}[]`));
  // What an intrinsic function comes to is checked once it is evaluated.
  if (!isObject(value) || isIntrinsic(value)) return [path];
  return Object.entries(value).flatMap(([key, member]) =>
    pathsIn(member, path === '' ? key : `${path}.${key}`),
  );
}

/** Throws where the property has another value than the only one that the local cloud can do. */
export function requireValue(
  address: ResourceAddress,
  property: string,
  value: Json | undefined,
  only: Json,
): void {
  if (value === undefined || value === only) return;
  throw new UnsupportedTemplateError(
    address,
    `property ${property}: ${JSON.stringify(value)} is not supported by the local cloud, only ${JSON.stringify(only)}`,
  );
}
