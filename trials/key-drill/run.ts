// Runs the drill: people like all the time, and beside them the keys are rotated twice, and one that has leaked is revoked.

import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { decodeJwt, decodeProtectedHeader } from 'jose';
import { KEY_ANNOUNCED_MS, kidOf, readKeySet } from '../../adapters/secrets-manager/key-set.ts';
import { makeSecretVersions } from '../../adapters/secrets-manager/secret-versions.ts';
import { startProgress } from '../../command-line/progress.ts';
import { startLocalCloud } from '../../local/cloud.ts';
import { makeServiceClients } from '../../local/service-clients.ts';
import { type KeysPorts, revokeKeys, rotateKeys } from '../../tools/keys/keys.ts';
import { openApi } from '../../traffic/api.ts';
import { sendActions } from '../../traffic/send.ts';
import { waitForCounts } from '../../traffic/settle.ts';
import { truthOf } from '../../traffic/truth.ts';
import { makeVisitors } from '../../traffic/visitors.ts';
import { generateWorkload } from '../../traffic/workload.ts';
import type { DrillOptions } from './options.ts';
import type { DrillReport } from './report.ts';
import { makeThief } from './thief.ts';

/** Two waits for a new key to sign, the minute in which the revoked one may still be good, and some room. */
const SECONDS = 225;
const BEGIN_MS = 5_000;
const POLL_MS = 500;

interface DrillPorts {
  readonly assemblyDir: string;
  readonly say: (line: string) => void;
  readonly signal: AbortSignal;
}

export async function runDrill(
  options: DrillOptions,
  { assemblyDir, say, signal }: DrillPorts,
): Promise<DrillReport> {
  const cloud = await startLocalCloud({ assemblyDir });
  const clients = makeServiceClients(cloud.endpoints, cloud.credentials);
  const api = openApi({ url: cloud.url });
  const progress = startProgress('people like', SECONDS * options.rate);
  try {
    const tokens = new Map<string, string[]>();
    const visitors = makeVisitors(api, {
      load: () => new Map(),
      append: (user, token) => void tokens.set(user, [...(tokens.get(user) ?? []), token]),
    });
    const startMs = Date.now();
    const { people: users, rate, seed } = options;
    const actions = generateWorkload({ seed, actions: SECONDS * rate, posts: 20, users, startMs });
    let accepted = 0;
    const end = new AbortController();
    const stop = AbortSignal.any([signal, end.signal]);
    const ports: KeysPorts = {
      client: clients.secretsManager,
      secretArn: cloud.outputs['VisitorKeyArn'] ?? '',
      newKey: () => randomBytes(48).toString('base64url'),
      now: Date.now,
      wait: (ms) => sleep(ms, undefined, { signal: stop }),
    };
    const sending = sendActions(actions, {
      api,
      visitors,
      actionsPerSecond: rate,
      signal: stop,
      onAccepted: () => progress.update(++accepted),
    });
    const drilling = drill(ports, () => [...tokens.values()][0]?.at(-1) ?? '', api, say);
    // Whatever fails ends the other part too.
    const [outcome, thief] = await Promise.all([sending, drilling]).catch((error: unknown) => {
      end.abort(error);
      throw error;
    });
    signal.throwIfAborted();
    const settled = await waitForCounts(api, truthOf(actions), { signal });
    signal.throwIfAborted();
    if (settled === 'interrupted') throw new Error('unreachable: an interruption was thrown before');
    return {
      ...thief,
      actions: outcome.accepted,
      retries: outcome.retries,
      people: tokens.size,
      renewed: visitors.renewed,
      keysUsed: new Set([...tokens.values()].flat().map((token) => decodeProtectedHeader(token).kid)).size,
      newPersons: [...tokens.values()].filter((all) => new Set(all.map((it) => decodeJwt(it).sub)).size > 1)
        .length,
      differences: settled.differences.length,
    };
  } finally {
    progress.stop();
    clients.destroy();
    await api.close();
    await cloud.close();
  }
}

/** @param readToken returns the token of somebody who likes */
async function drill(
  ports: KeysPorts,
  readToken: () => string,
  api: ReturnType<typeof openApi>,
  say: (line: string) => void,
) {
  const { wait, now } = ports;
  await wait(BEGIN_MS);
  for (const which of ['first', 'second']) {
    await rotateKeys(ports);
    say(`the ${which} new key is in the secret; it signs in a minute`);
    await wait(KEY_ANNOUNCED_MS + BEGIN_MS);
  }
  const { text } = await makeSecretVersions(ports).readCurrent();
  // Nearly all people have a token of the key that signed until now.
  const [, leaked] = readKeySet(text).keys;
  if (!leaked) throw new Error('there is no key that could leak');
  const thief = await makeThief(api, leaked, decodeJwt(readToken()).sub ?? '');
  const before = await thief.like();
  await revokeKeys(ports, [kidOf(leaked.key)]);
  const revokedMs = now();
  say(`the key ${kidOf(leaked.key)}, which nearly all tokens name, has leaked and is revoked`);
  let acceptedMs = revokedMs;
  while (now() < revokedMs + KEY_ANNOUNCED_MS + BEGIN_MS) {
    if ((await thief.like()) !== 401) acceptedMs = now();
    await wait(POLL_MS);
  }
  return {
    thiefBefore: before,
    thiefAcceptedSeconds: (acceptedMs - revokedMs) / 1_000,
    thiefRenewal: await thief.renew(),
  };
}
