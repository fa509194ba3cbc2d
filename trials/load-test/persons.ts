// Makes the persons of a run before it begins, each with a token, so that nobody waits for one later.

import { startProgress } from '../../command-line/progress.ts';
import type { Api } from '../../traffic/api.ts';
import { makeVisitors, type Visitors } from '../../traffic/visitors.ts';

const AT_ONCE = 8;

interface PersonsOptions {
  readonly api: Api;
  readonly users: readonly string[];
  /** Issues a token in another way than by the API. */
  readonly issueToken?: (() => Promise<string>) | undefined;
  readonly label: string;
  readonly signal: AbortSignal;
}

export interface Persons {
  readonly tokens: ReadonlyMap<string, string>;
  readonly visitors: Visitors;
}

/** Rejects when the signal is aborted. */
export async function makePersons({
  api,
  users,
  issueToken,
  label,
  signal,
}: PersonsOptions): Promise<Persons> {
  const byApi = makeVisitors(api);
  const tokens = new Map<string, string>();
  const remaining = users.values();
  const progress = startProgress(label, users.length);
  async function issue(): Promise<void> {
    for (const user of remaining) {
      signal.throwIfAborted();
      tokens.set(user, await (issueToken ? issueToken() : byApi.tokenOf(user, signal)));
      progress.update(tokens.size);
    }
  }
  try {
    await Promise.all(Array.from({ length: AT_ONCE }, issue));
  } finally {
    progress.stop();
  }
  return { tokens, visitors: makeVisitors(api, { load: () => new Map(tokens), append() {} }) };
}
