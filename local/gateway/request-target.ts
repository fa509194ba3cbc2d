// The path and query of a request line. An HTTP API decodes the path before it routes, so that an encoded slash is a slash,
// and cuts it at a question mark that this brings to light; a REST API or a function URL does neither.
// source: middleapi/standard-server, pull request 93, which cites captures of live gateways

export interface RequestTarget {
  /** Decoded. */
  readonly path: string;
  /** As it was sent, without the question mark; empty where there is none. */
  readonly query: string;
}

/** The parts of the request target, or undefined where it is malformed. */
export function readRequestTarget(url: string): RequestTarget | undefined {
  if (!url.startsWith('/')) return undefined;
  const mark = url.indexOf('?');
  const encodedPath = mark === -1 ? url : url.slice(0, mark);
  try {
    const [path = ''] = decodeURIComponent(encodedPath).split('?', 1);
    return { path, query: mark === -1 ? '' : url.slice(mark + 1) };
  } catch (error) {
    if (error instanceof URIError) return undefined;
    throw error;
  }
}
