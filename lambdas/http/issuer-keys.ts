// The keys of an OpenID Connect issuer. They come from its discovery document and its key set (JWKS).

import { createLocalJWKSet, type JSONWebKeySet, type JWTVerifyGetKey } from 'jose';

/** Real documents take a few kilobytes. */
const MAX_DOCUMENT_BYTES = 500_000;

/** Fetches the keys of an issuer (source: OpenID Connect Discovery 1.0, 4). */
export async function fetchIssuerKeys(issuer: string, timeoutMs: number): Promise<JWTVerifyGetKey> {
  // Both documents share one deadline, because a person waits for them.
  const signal = AbortSignal.timeout(timeoutMs);
  const discovery = await fetchJson(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`, signal);
  const { issuer: itsIssuer, jwks_uri: keysUrl } = (discovery ?? {}) as Record<string, unknown>;
  if (itsIssuer !== issuer) throw new Error('the discovery document is of another issuer');
  if (typeof keysUrl !== 'string') throw new Error('the discovery document names no keys');
  const keySet = (await fetchJson(keysUrl, signal)) as JSONWebKeySet;
  const keys = createLocalJWKSet(keySet);
  // An issuer always has a key. A set without one is a fault, and must not replace keys that work.
  if (keySet.keys.length === 0) throw new Error('the key set is empty');
  return keys;
}

async function fetchJson(url: string, signal: AbortSignal): Promise<unknown> {
  const answer = await fetch(url, { signal, redirect: 'error', headers: { accept: 'application/json' } });
  if (answer.status !== 200) {
    await answer.body?.cancel();
    throw new Error(`${url} answers ${answer.status}`);
  }
  return JSON.parse(await readText(answer, url)) as unknown;
}

async function readText(answer: Response, url: string): Promise<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let text = '';
  let bytes = 0;
  for await (const chunk of answer.body ?? []) {
    bytes += chunk.length;
    if (bytes > MAX_DOCUMENT_BYTES) throw new Error(`${url} answers more than ${MAX_DOCUMENT_BYTES} bytes`);
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}
