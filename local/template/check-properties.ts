// Each resource type lists the properties that the local cloud acts on, and those that have no effect here, with the reason.
// Any other property in a template is an error that names it.

import { isIntrinsic } from './evaluate.ts';
import { isObject, type Json, type JsonObject } from './template.ts';
import { type ResourceAddress, UnsupportedTemplateError } from './unsupported-template-error.ts';

export interface PropertyRules {
  /** Paths such as `Code.S3Key` or `KeySchema[].KeyType`. A path includes everything below it. */
  readonly actedOn: readonly string[];
  /** Paths that have no effect on behaviour in the local cloud, each with the reason. */
  readonly noEffect: Readonly<Record<string, string>>;
}

/** Throws UnsupportedTemplateError for a property that is not in the rules. */
export function checkProperties(
  address: ResourceAddress,
  properties: JsonObject,
  rules: PropertyRules,
): void {
  const known = [...rules.actedOn, ...Object.keys(rules.noEffect)];
  for (const { path, isEvaluated } of partsOf(properties)) {
    // The result of an intrinsic function is checked once it is evaluated. Until then it passes if a known path lies below it.
    if (known.some((prefix) => isWithin(path, prefix) || (!isEvaluated && isWithin(prefix, path)))) continue;
    throw new UnsupportedTemplateError(address, `property ${path} is not supported by the local cloud`);
  }
}

const isWithin = (path: string, prefix: string) =>
  path === prefix || path.startsWith(`${prefix}.`) || path.startsWith(`${prefix}[`);

interface Part {
  readonly path: string;
  /** False for a call of an intrinsic function. */
  readonly isEvaluated: boolean;
}

function partsOf(value: Json, path = ''): Part[] {
  if (Array.isArray(value) && value.length > 0) return value.flatMap((one) => partsOf(one, `${path}[]`));
  if (!isObject(value)) return [{ path, isEvaluated: true }];
  if (isIntrinsic(value)) return [{ path, isEvaluated: false }];
  return Object.entries(value).flatMap(([key, member]) =>
    partsOf(member, path === '' ? key : `${path}.${key}`),
  );
}

/** Throws UnsupportedTemplateError if the property has another value than `only`, the one that the local cloud supports. */
export function requireValue(
  address: ResourceAddress,
  property: string,
  value: Json | undefined,
  only: Json,
): void {
  if (value === undefined || value === only) return;
  throw new UnsupportedTemplateError(
    address,
    `property ${property}: ${JSON.stringify(value)} is not supported by the local cloud, which supports only ${JSON.stringify(only)}`,
  );
}

/** Throws UnsupportedTemplateError for the first of these properties that is given: it belongs to another kind of resource. */
export function refuseProperties(
  address: ResourceAddress,
  properties: JsonObject,
  names: readonly string[],
  kind: string,
): void {
  const given = names.find((name) => properties[name] !== undefined);
  if (given !== undefined)
    throw new UnsupportedTemplateError(address, `property ${given} is not a property of ${kind}`);
}
