// Which headers and whether the query of a request a policy of CloudFront names. Both kinds of policy say it in the same way.

import { isObject, type JsonObject, toText } from '../template/template.ts';
import { type ResourceAddress, UnsupportedTemplateError } from '../template/unsupported-template-error.ts';

/** Returns the names in lower case. Throws for lists of what is left out. */
export function readHeaderNames(
  address: ResourceAddress,
  path: string,
  parts: JsonObject,
): readonly string[] {
  const { HeadersConfig: config } = parts;
  if (!isObject(config)) return [];
  const { HeaderBehavior: behavior, Headers: headers } = config;
  if (behavior === 'none') return [];
  if (behavior !== 'whitelist' || !Array.isArray(headers))
    throw new UnsupportedTemplateError(
      address,
      `property ${path}.HeadersConfig.HeaderBehavior: ${toText(behavior)} is not supported by the local cloud`,
    );
  return headers.map((name) => toText(name).toLowerCase());
}

/** Returns whether the query counts. Throws for lists of parameters. */
export function readQueryBehavior(address: ResourceAddress, path: string, parts: JsonObject): boolean {
  const { QueryStringsConfig: config } = parts;
  const behavior = isObject(config) ? config['QueryStringBehavior'] : 'none';
  if (behavior === 'all' || behavior === 'none') return behavior === 'all';
  throw new UnsupportedTemplateError(
    address,
    `property ${path}.QueryStringsConfig.QueryStringBehavior: ${toText(behavior)} is not supported by the local cloud`,
  );
}
