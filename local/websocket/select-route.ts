// Finds the route key of a message by the route selection expression of its API.
// source: API Gateway guide, "Create routes for WebSocket APIs in API Gateway"

/** Returns the route key that the message names. Undefined leaves the message to `$default`. */
export type SelectRoute = (body: string) => string | undefined;

/** Thrown for a route selection expression that the local cloud does not evaluate. */
export class RouteSelectionError extends Error {
  override readonly name = 'RouteSelectionError';
}

const EXPRESSION = /^\$(?:request\.body\.([\w.-]+)|\{request\.body\.([\w.-]+)\})$/;

/** @param expression such as `$request.body.action` or `${request.body.action}` */
export function makeSelectRoute(expression: string): SelectRoute {
  const [, plain, braced] = EXPRESSION.exec(expression) ?? [];
  const path = (plain ?? braced)?.split('.');
  if (!path || path.includes(''))
    throw new RouteSelectionError(
      `${JSON.stringify(expression)} is not supported by the local cloud, which supports only $request.body and a path`,
    );
  return (body) => {
    const value = readPath(parse(body), path);
    if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean')
      return undefined;
    // No message reaches the routes of the connection itself.
    return String(value).startsWith('$') ? undefined : String(value);
  };
}

/** Returns undefined for a text that is no JSON. */
function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

function readPath(value: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (parent, name) =>
      typeof parent === 'object' && parent !== null && Object.hasOwn(parent, name)
        ? (parent as Record<string, unknown>)[name]
        : undefined,
    value,
  );
}
