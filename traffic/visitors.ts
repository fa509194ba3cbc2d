// Gives each user one visitor token, so that a user is the same person to the API in this run and in later ones.

import { askForVisitor } from '../core/challenge/ask-for-visitor.ts';
import type { Api, ApiAnswer } from './api.ts';
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
  /** Visitors who have got a new token, and are the same persons. */
  readonly renewed: number;
  /** Visitors of earlier runs whom the API no longer knows. They are other persons now. */
  readonly forgotten: number;
  tokenOf(user: string, signal?: AbortSignal): Promise<string>;
  /** Returns another token for a user whose `token` the API refused. Rejects when the API forgot a visitor of this run. */
  renew(user: string, token: string, signal?: AbortSignal): Promise<string>;
}

export function makeVisitors(api: Api, store?: VisitorStore): Visitors {
  const remembered = store?.load() ?? new Map<string, string>();
  const current = new Map<string, Promise<string>>();
  let issued = 0;
  let renewed = 0;
  let forgotten = 0;

  async function issue(user: string, signal: AbortSignal | undefined): Promise<string> {
    const token = keep(user, await askForVisitor((request) => api.call(request, signal), signal));
    issued++;
    return token;
  }

  function keep(user: string, answer: ApiAnswer): string {
    if (answer.status !== 201) throw new RefusedError('POST /v1/visitors', answer);
    const { token } = JSON.parse(answer.text) as { token: string };
    store?.append(user, token);
    return token;
  }

  async function replace(user: string, old: string, signal: AbortSignal | undefined): Promise<string> {
    const headers = { authorization: `Bearer ${old}` };
    const answer = await api.call({ method: 'POST', path: '/v1/visitors', headers }, signal);
    if (answer.status !== 401) {
      const token = keep(user, answer);
      renewed++;
      return token;
    }
    if (remembered.get(user) !== old)
      throw new RefusedError('a visitor token of this run', { status: 401, text: '' });
    forgotten++;
    return await issue(user, signal);
  }

  return {
    remembered: remembered.size,
    get issued() {
      return issued;
    },
    get renewed() {
      return renewed;
    },
    get forgotten() {
      return forgotten;
    },
    tokenOf(user, signal) {
      const known = remembered.get(user);
      const token = current.get(user) ?? (known === undefined ? issue(user, signal) : Promise.resolve(known));
      current.set(user, token);
      return token;
    },
    async renew(user, token, signal) {
      const known = this.tokenOf(user, signal);
      const other = await known;
      if (other !== token) return other;
      // Of all who wait with this token, the first replaces it.
      if (current.get(user) === known) current.set(user, replace(user, token, signal));
      return await this.tokenOf(user, signal);
    },
  };
}
