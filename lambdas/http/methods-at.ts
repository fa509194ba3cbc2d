// Tells which methods the API has at an address, for the answers 404 and 405.

import { type Method, operations, routes } from '../../core/api/routes.ts';

const MOST_SEGMENTS = Math.max(...operations.map((operation) => routes[operation].path.split('/').length));

/** Returns the methods of the routes that match the path, in the order of the table. The list is empty for an unknown path. */
export function methodsAt(path: string): Method[] {
  const segments = path.split('/', MOST_SEGMENTS + 1);
  const matches = (template: readonly string[]) =>
    template.length === segments.length &&
    template.every((part, index) => part.startsWith('{') || part === segments[index]);
  return operations
    .map((operation) => routes[operation])
    .filter((route) => matches(route.path.split('/')))
    .map(({ method }) => method);
}
