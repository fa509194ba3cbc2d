// Templates put the addresses of AWS together from ids, such as wss://abc.execute-api.us-east-1.amazonaws.com/live. This puts
// the address of the local server in the place of each, so that functions and outputs name what answers.

import { isObject, type Json } from '../template/template.ts';

export interface LocalAddresses {
  /** @param url of the local server that answers for this domain name, such as http://127.0.0.1:3001 */
  add(domainName: string, url: string): void;
  /** Returns the value with the local address in place of each URL of a known domain name. */
  put(value: Json): Json;
}

const URL_OF_DOMAIN = /\b(https|wss):\/\/([a-z0-9.-]+)/g;

export function makeLocalAddresses(): LocalAddresses {
  const hosts = new Map<string, string>();

  const putInText = (text: string): string =>
    text.replaceAll(URL_OF_DOMAIN, (address, scheme: string, domainName: string) => {
      const host = hosts.get(domainName);
      return host === undefined ? address : `${scheme.slice(0, -1)}://${host}`;
    });

  function put(value: Json): Json {
    if (typeof value === 'string') return putInText(value);
    if (Array.isArray(value)) return value.map(put);
    if (!isObject(value)) return value;
    return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, put(member)]));
  }

  return {
    add: (domainName, url) => void hosts.set(domainName, new URL(url).host),
    put,
  };
}
