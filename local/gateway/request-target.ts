// The path and query of a request line.

export interface RequestTarget {
  /** Percent-encoded. */
  readonly path: string;
  readonly decodedPath: string;
  /** Without the question mark; empty where there is none. */
  readonly query: string;
}

/** The parts of the request target, or undefined where it is malformed. */
export function readRequestTarget(url: string): RequestTarget | undefined {
  if (!url.startsWith('/')) return undefined;
  const mark = url.indexOf('?');
  const path = mark === -1 ? url : url.slice(0, mark);
  try {
    return { path, decodedPath: decodeURIComponent(path), query: mark === -1 ? '' : url.slice(mark + 1) };
  } catch (error) {
    if (error instanceof URIError) return undefined;
    throw error;
  }
}
