// An OpenID Connect issuer on this machine: it signs with real keys, serves them over HTTP, counts requests, and has troubles
// on demand.

import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, type GenerateKeyPairResult, generateKeyPair, type JWK, SignJWT } from 'jose';
import { NOW_MS } from '../../../trials/fuzz/fakes.ts';

export const AUDIENCE = 'likes-app';

export type IssuerState = 'works' | 'hangs' | 'fails' | 'garbage' | 'no-keys' | 'endless' | 'redirects';

const DISCOVERY = '/.well-known/openid-configuration';

export interface LocalIssuer {
  readonly url: string;
  /** The paths that were asked for. */
  readonly asked: string[];
  /** What its discovery document says; a test may change it. */
  readonly discovery: Record<string, unknown>;
  state: IssuerState;
  /** Serves a new key instead of the old ones. */
  rotate(): Promise<void>;
  /** Signs with the newest key. */
  sign(claims?: Record<string, unknown>, header?: Record<string, unknown>): Promise<string>;
  readonly publicKeys: JWK[];
  close(): Promise<void>;
}

export async function startIssuer(): Promise<LocalIssuer> {
  const asked: string[] = [];
  const publicKeys: JWK[] = [];
  const discovery: Record<string, unknown> = {};
  let privateKey: GenerateKeyPairResult['privateKey'] | undefined;
  let kid = 0;

  const server = createServer((request, response) => {
    asked.push(request.url ?? '');
    if (issuer.state === 'works' || issuer.state === 'no-keys') {
      const keys = issuer.state === 'works' ? publicKeys : [];
      const document = request.url === DISCOVERY ? discovery : { keys };
      response.setHeader('content-type', 'application/json').end(JSON.stringify(document));
    } else answerInTrouble(issuer.state, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  Object.assign(discovery, { issuer: url, jwks_uri: `${url}/jwks` });

  const issuer: LocalIssuer = {
    url,
    asked,
    discovery,
    publicKeys,
    state: 'works',
    async rotate() {
      const pair = await generateKeyPair('RS256');
      privateKey = pair.privateKey;
      kid++;
      const publicKey = { ...(await exportJWK(pair.publicKey)), kid: `key-${kid}`, alg: 'RS256', use: 'sig' };
      publicKeys.splice(0, publicKeys.length, publicKey);
    },
    async sign(claims = {}, header = {}) {
      const good = { sub: 'ann', iss: url, aud: AUDIENCE, exp: NOW_MS / 1_000 + 60 };
      if (privateKey === undefined) throw new Error('the issuer has no key');
      return await new SignJWT({ ...good, ...claims })
        .setProtectedHeader({ alg: 'RS256', kid: `key-${kid}`, ...header })
        .sign(privateKey);
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  await issuer.rotate();
  return issuer;
}

function answerInTrouble(state: IssuerState, response: ServerResponse): void {
  if (state === 'fails') response.writeHead(500).end();
  else if (state === 'redirects') response.writeHead(302, { location: '/elsewhere' }).end();
  else if (state === 'garbage') response.end('<html>We will be back soon</html>');
  else if (state === 'endless') {
    const more = () => {
      while (response.write(' '.repeat(65_536)));
    };
    response.on('drain', more);
    more();
  }
}
