// Sends the same actions to the local cloud and to an emulator, and expects the same answers and the same counts.

import { runApp } from '../../local/run-app.ts';
import { openApi } from '../../traffic/api.ts';
import type { Action } from '../../traffic/action.ts';
import { startProgress } from '../../command-line/progress.ts';
import { truthOf } from '../../traffic/truth.ts';
import { makeVisitors } from '../../traffic/visitors.ts';
import type { Emulator } from './emulator.ts';
import { expectExact, makeVotes } from './exact-counts.ts';
import { type Exchange, makeExchanges } from './exchanges.ts';
import { sortDifferences } from './known-differences.ts';
import { compareReplies, type Difference, recordReplies, type Reply } from './transcript.ts';
import { UNLIMITED_CONTEXT } from '../../scenarios/people.ts';

/** A list of actions and what the local cloud answers to it. */
export interface Reference {
  readonly actions: readonly Action[];
  readonly exchanges: readonly Exchange[];
  readonly replies: readonly Reply[];
}

/** Thrown when an emulator does not answer as the local cloud does. */
export class OtherAnswersError extends Error {
  override readonly name = 'OtherAnswersError';

  constructor(differences: readonly Difference[], exchanges: number) {
    const shown = differences.slice(0, 5).map(({ exchange, expected, came }) => {
      const { method, path, as = 'nobody' } = exchange;
      return [
        `${method} ${path.slice(0, 100)} as ${as}`,
        `local cloud  ${JSON.stringify(expected)}`,
        `emulator     ${JSON.stringify(came)}`,
      ].join('\n    ');
    });
    super(`${differences.length} of ${exchanges} answers differ:\n  ${shown.join('\n  ')}`);
  }
}

const POST_PREFIX = 'same-';

export async function recordReference(actionCount: number, signal: AbortSignal): Promise<Reference> {
  const actions = makeVotes({ seed: 7, actions: actionCount, users: 100, postPrefix: POST_PREFIX });
  const exchanges = makeExchanges(actions, POST_PREFIX);
  const cloud = await runApp({ context: UNLIMITED_CONTEXT, signal });
  try {
    return {
      actions,
      exchanges,
      replies: await exchangeAndCount('local cloud', cloud.url, actions, exchanges, signal),
    };
  } finally {
    await cloud.close();
  }
}

/** Returns what was compared, and what is known to differ. Rejects with an OtherAnswersError or an InexactError. */
export async function expectSameAnswers(
  url: string,
  target: string,
  { kind, concurrency }: Emulator,
  reference: Reference,
  signal: AbortSignal,
): Promise<string> {
  const { actions, exchanges, replies } = reference;
  const came = await exchangeAndCount('emulator', url, actions, exchanges, signal, concurrency);
  const { unknown, seen } = sortDifferences(compareReplies(exchanges, replies, came), target, kind);
  if (unknown.length > 0) throw new OtherAnswersError(unknown, exchanges.length);
  const known = [...seen].map(([name, times]) => `; known to differ: ${name} (${times} times)`);
  return `${exchanges.length} answers compared${known.join('')}`;
}

/** Expects the counts to equal the truth on each side, so they also equal each other. */
async function exchangeAndCount(
  label: string,
  url: string,
  actions: readonly Action[],
  exchanges: readonly Exchange[],
  signal: AbortSignal,
  concurrency?: number,
): Promise<Reply[]> {
  const api = openApi({ url });
  try {
    const progress = startProgress(`  ${label}`, exchanges.length);
    let done = 0;
    const onReply = () => progress.update(++done);
    const replies = await recordReplies(url, exchanges, {
      visitors: makeVisitors(api),
      signal,
      concurrency,
      onReply,
    });
    progress.stop();
    await expectExact(api, truthOf(actions), signal);
    return replies;
  } finally {
    await api.close();
  }
}
