// Finds the route of a request. The most specific route wins: a full match goes before a greedy variable, and that goes before
// $default. In a path a literal segment goes before a variable. source: API Gateway guide, "Routing API requests"
// An exact method goes before ANY. This is observed, not documented.

export interface RouteMatch<T> {
  readonly routeKey: string;
  /** The values of the path's variables. It is undefined if the path has none. */
  readonly pathParameters: Record<string, string> | undefined;
  readonly target: T;
}

interface Route<T> {
  readonly routeKey: string;
  readonly method: string;
  readonly segments: readonly Segment[];
  readonly target: T;
}

interface Segment {
  readonly kind: 'literal' | 'variable' | 'greedy';
  readonly name: string;
}

export interface RouteTable<T> {
  /** Returns the route for the method and the decoded path. It leaves `$default` out. */
  find(method: string, path: string): RouteMatch<T> | undefined;
  readonly default: RouteMatch<T> | undefined;
}

const DEFAULT_ROUTE_KEY = '$default';
const KIND_ORDER = ['literal', 'variable', 'greedy'];

/** Thrown for a route key that API Gateway would refuse. */
export class RouteKeyError extends Error {
  override readonly name = 'RouteKeyError';
}

export function makeRouteTable<T>(targets: ReadonlyMap<string, T>): RouteTable<T> {
  const fallback = targets.get(DEFAULT_ROUTE_KEY);
  const routes = [...targets]
    .filter(([routeKey]) => routeKey !== DEFAULT_ROUTE_KEY)
    .map(([routeKey, target]) => readRoute(routeKey, target))
    .sort(moreSpecificFirst);
  return {
    default: fallback && { routeKey: DEFAULT_ROUTE_KEY, pathParameters: undefined, target: fallback },
    find(method, path) {
      const segments = path.slice(1).split('/');
      for (const route of routes) {
        if (route.method !== method && route.method !== 'ANY') continue;
        if (matches(route.segments, segments))
          return {
            routeKey: route.routeKey,
            pathParameters: readParameters(route.segments, segments),
            target: route.target,
          };
      }
      return undefined;
    },
  };
}

/** Throws RouteKeyError. */
export function checkRouteKey(routeKey: string): void {
  if (routeKey !== DEFAULT_ROUTE_KEY) readRoute(routeKey, undefined);
}

function readRoute<T>(routeKey: string, target: T): Route<T> {
  const [, method, path] = /^(GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS|ANY) (\/\S*)$/.exec(routeKey) ?? [];
  if (method === undefined || path === undefined) throw new RouteKeyError(`"${routeKey}" is not a route key`);
  const segments = path.slice(1).split('/').map(readSegment);
  if (segments.slice(0, -1).some(({ kind }) => kind === 'greedy'))
    throw new RouteKeyError(`a greedy variable must be the last segment: "${routeKey}"`);
  return { routeKey, method, segments, target };
}

function readSegment(text: string): Segment {
  const [, name, plus] = /^\{([^{}+]+)(\+?)\}$/.exec(text) ?? [];
  if (name === undefined) return { kind: 'literal', name: text };
  return { kind: plus ? 'greedy' : 'variable', name };
}

function moreSpecificFirst(one: Route<unknown>, other: Route<unknown>): number {
  const isGreedy = (route: Route<unknown>) => Number(route.segments.at(-1)?.kind === 'greedy');
  const isAny = (route: Route<unknown>) => Number(route.method === 'ANY');
  return (
    isGreedy(one) - isGreedy(other) ||
    isAny(one) - isAny(other) ||
    compareSegments(one.segments, other.segments)
  );
}

function compareSegments(one: readonly Segment[], other: readonly Segment[]): number {
  for (const [index, { kind }] of one.entries()) {
    const otherKind = other[index]?.kind ?? kind;
    if (kind !== otherKind) return KIND_ORDER.indexOf(kind) - KIND_ORDER.indexOf(otherKind);
  }
  return 0;
}

function matches(pattern: readonly Segment[], segments: readonly string[]): boolean {
  const greedy = pattern.at(-1)?.kind === 'greedy';
  if (greedy ? segments.length < pattern.length : segments.length !== pattern.length) return false;
  return pattern.every(({ kind, name }, index) =>
    kind === 'literal' ? name === segments[index] : segments[index] !== '',
  );
}

function readParameters(pattern: readonly Segment[], segments: readonly string[]) {
  let parameters: Record<string, string> | undefined;
  for (const [index, { kind, name }] of pattern.entries()) {
    if (kind === 'literal') continue;
    parameters ??= {};
    parameters[name] = kind === 'greedy' ? segments.slice(index).join('/') : (segments[index] as string);
  }
  return parameters;
}
