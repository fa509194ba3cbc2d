// Gives each user one visitor token, so that a user is the same person to the API in this run and in later ones.

import type { Api } from './api.ts';
import { RefusedError } from './api-errors.ts';

/** Keeps the tokens of earlier runs. */
export interface VisitorStore {
  load(): Map<string, string>;
  /** The token must be kept when this returns, because likes are counted for it from then on. */
  append(user: string, token: string): void;
}

export interface Visitors {
  readonly remembered: number;
  readonly issued: number;
  /** Visitors of earlier runs whom the API no longer knows. They are other persons now. */
  readonly renewed: number;
  tokenOf(user: string, signal?: AbortSignal): Promise<string>;
  /** Returns another token for a user whose `token` the API refused. Rejects when the API issued `token` in this run. */
  renew(user: string, token: string, signal?: AbortSignal): Promise<string>;
}

export function makeVisitors(api: Api, store?: VisitorStore): Visitors {
  const remembered = store?.load() ?? new Map<string, string>();
  const current = new Map<string, Promise<string>>();
  let issued = 0;
  let renewed = 0;

  async function issue(user: string, signal: AbortSignal | undefined): Promise<string> {
    const answer = await api.call({ method: 'POST', path: '/v1/visitors' }, signal);
    if (answer.status !== 201) throw new RefusedError('POST /v1/visitors', answer);
    const { token } = JSON.parse(answer.text) as { token: string };
    store?.append(user, token);
    issued++;
    return token;
  }

  return {
    remembered: remembered.size,
    get issued() {
      return issued;
    },
    get renewed() {
      return renewed;
    },
    tokenOf(user, signal) {
      const known = remembered.get(user);
      const token = current.get(user) ?? (known === undefined ? issue(user, signal) : Promise.resolve(known));
      current.set(user, token);
      return token;
    },
    async renew(user, token, signal) {
      if (remembered.get(user) === token) {
        remembered.delete(user);
        renewed++;
        current.set(user, issue(user, signal));
      }
      const other = await this.tokenOf(user, signal);
      if (other === token) throw new RefusedError('a visitor token of this run', { status: 401, text: '' });
      return other;
    },
  };
}
