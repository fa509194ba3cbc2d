// Requests as an HTTP API of API Gateway hands them to a function, in payload format 2.0.

export function makeHttpApiEvent(method: string, route: string, headers: Record<string, string>): object {
  const path = route.replace('{postId}', 'post-1');
  return {
    version: '2.0',
    routeKey: `${method} ${route}`,
    rawPath: path,
    rawQueryString: '',
    headers: { host: 'likes.example', 'user-agent': 'bench', ...headers },
    requestContext: {
      accountId: '000000000000',
      apiId: 'bench',
      domainName: 'likes.example',
      domainPrefix: 'likes',
      http: { method, path, protocol: 'HTTP/1.1', sourceIp: '127.0.0.1', userAgent: 'bench' },
      requestId: 'bench',
      routeKey: `${method} ${route}`,
      stage: '$default',
      time: '01/Jan/2026:00:00:00 +0000',
      timeEpoch: 1_767_225_600_000,
    },
    ...(route.includes('{postId}') && { pathParameters: { postId: 'post-1' } }),
    isBase64Encoded: false,
  };
}
