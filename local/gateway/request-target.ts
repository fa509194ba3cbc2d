// Reads the path and the query of a request line. An HTTP API decodes the path before it routes, so that an encoded slash is a
// slash. It cuts the decoded path at a question mark. A REST API or a function URL does neither.
// source: middleapi/standard-server, pull request 93, which cites captures of live gateways

export interface RequestTarget {
  /** The decoded path. */
  readonly path: string;
  /** The query as it was sent, without the question mark. It is empty if there is none. */
  readonly query: string;
}

/** Returns the parts of the request target, or undefined if it is malformed. */
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
