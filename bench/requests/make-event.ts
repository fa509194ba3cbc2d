// Makes events as an HTTP API of API Gateway sends them, in payload format 2.0, with the headers that a browser sends.

import type { ApiRequest } from './kind.ts';

const BROWSER = {
  accept: '*/*',
  'accept-encoding': 'gzip, deflate, br, zstd',
  'accept-language': 'en-US,en;q=0.9',
  'content-length': '0',
  host: 'likes.example',
  origin: 'https://likes.example',
  priority: 'u=1, i',
  referer: 'https://likes.example/page',
  'sec-fetch-dest': 'empty',
  'sec-fetch-mode': 'cors',
  'sec-fetch-site': 'same-origin',
  'user-agent':
    'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36',
  'x-amzn-trace-id': 'Root=1-67890123-abcdef0123456789abcdef01',
  'x-forwarded-for': '192.0.2.1',
  'x-forwarded-port': '443',
  'x-forwarded-proto': 'https',
};

/** @param route for example `PUT /v1/posts/{postId}/like`. A path that no route has goes to the route of API Gateway for all others. */
export function makeEvent(route: string, request: ApiRequest, isKnownRoute: boolean): object {
  const { parameters, query = '', headers = {}, body } = request;
  const [method = '', template = ''] = route.split(' ');
  const path = template.replace(/\{(\w+)\}/g, (_, name: string) => parameters?.[name] ?? '');
  const routeKey = isKnownRoute ? route : '$default';
  return {
    version: '2.0',
    routeKey,
    rawPath: path,
    rawQueryString: query,
    headers: { ...BROWSER, ...headers },
    ...(parameters && isKnownRoute ? { pathParameters: parameters } : {}),
    requestContext: {
      accountId: '000000000000',
      apiId: 'bench',
      domainName: 'likes.example',
      domainPrefix: 'likes',
      http: { method, path, protocol: 'HTTP/1.1', sourceIp: '192.0.2.1', userAgent: BROWSER['user-agent'] },
      requestId: 'bench',
      routeKey,
      stage: '$default',
      time: '01/Jan/2026:00:00:00 +0000',
      timeEpoch: 1_767_225_600_000,
    },
    ...(body === undefined
      ? { isBase64Encoded: false }
      : typeof body === 'string'
        ? { body, isBase64Encoded: false }
        : { body: Buffer.from(body).toString('base64'), isBase64Encoded: true }),
  };
}
