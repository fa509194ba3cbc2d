// Changes a setting by a deploy while likes flow. No like may be lost or counted twice, and the setting must have changed.

import type { Deployment } from './deployment.ts';
import type { Emulator } from './emulator.ts';
import { makeVotes, openVoting } from './exact-counts.ts';
import { readMapping } from './mapping.ts';

const BATCH_WINDOW_SECONDS = 3;
const CHUNK = 50;
/** More likes than are sent in the longest deploy. */
const MAX_ACTIONS = 50_000;

/** Thrown when a deploy changes nothing. */
export class SettingNotChangedError extends Error {
  override readonly name = 'SettingNotChangedError';
}

export async function redeployWhileVoting(
  emulator: Emulator,
  deployment: Deployment,
  signal: AbortSignal,
): Promise<string> {
  const streamName = deployment.outputs['LikeEventsStream'] ?? '';
  const voting = openVoting(deployment.url, signal);
  try {
    const votes = makeVotes({ seed: 6, actions: MAX_ACTIONS, users: 60 });
    let sent = 0;
    const sendChunk = async () => {
      await voting.send('  sent', votes.slice(sent, sent + CHUNK));
      sent += CHUNK;
    };
    // Likes are sent before the deploy, during it and after it.
    await sendChunk();
    const deploy = { ended: false };
    const deployed = deployment
      .deploy({ context: { batchWindowSeconds: String(BATCH_WINDOW_SECONDS) } })
      .finally(() => (deploy.ended = true));
    // This is awaited below, after the last like is sent.
    deployed.catch(() => {});
    while (!deploy.ended) await sendChunk();
    await deployed;
    const during = sent - CHUNK;
    await sendChunk();

    const { MaximumBatchingWindowInSeconds: window } = await readMapping(emulator, streamName);
    if (window !== BATCH_WINDOW_SECONDS)
      throw new SettingNotChangedError(`the mapping's window is ${window} s, not ${BATCH_WINDOW_SECONDS} s`);
    const likes = await voting.expectExact(votes.slice(0, sent));
    return `${sent} actions, ${during} of them during the deploy; ${likes} likes`;
  } finally {
    await voting.close();
  }
}
