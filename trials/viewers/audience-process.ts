// The process of those who look. It ends with the process that started it.

import { setTimeout as sleep } from 'node:timers/promises';
import type { AudienceAnswer, AudienceRequest, Seen } from './audience.ts';
import type { Looker } from './looker.ts';
import { startPollers } from './pollers.ts';
import { connectViewers } from './viewers.ts';

const LOOK_EVERY_MS = 50;

let lookers: readonly Looker[] = [];

const send = (answer: AudienceAnswer) => process.send?.(answer);

process.on('disconnect', () => process.exit());
// A terminal sends Ctrl-C to this process, too. The one that started it ends it.
process.on('SIGINT', () => {});
process.on('SIGTERM', () => {});
process.on('message', (request: AudienceRequest) => {
  void answer(request).then((seen) => send({ kind: 'done', ...(seen && { seen }) }));
});

async function answer(request: AudienceRequest): Promise<Seen | undefined> {
  if (request.kind === 'see') return see(new Map(request.truth), request.patienceMs);
  if (request.kind === 'connect')
    lookers = await connectViewers(request, (done) => send({ kind: 'progress', done }));
  else if (request.kind === 'poll') lookers = await startPollers(request);
  else {
    await Promise.all(lookers.map((looker) => looker.close()));
    lookers = [];
  }
  return undefined;
}

async function see(truth: ReadonlyMap<string, number>, patienceMs: number): Promise<Seen> {
  const sum = () =>
    lookers.reduce((all, it) => [...truth.keys()].reduce((of, post) => of + (it.countOf(post) ?? 0), all), 0);
  let before = sum();
  let movedMs = performance.now();
  const isWrong = (looker: Looker) => [...truth].some(([postId, count]) => looker.countOf(postId) !== count);
  while (lookers.some(isWrong) && performance.now() - movedMs < patienceMs) {
    await sleep(LOOK_EVERY_MS);
    const now = sum();
    if (now !== before) [before, movedMs] = [now, performance.now()];
  }
  const taken = lookers.map((looker) => looker.take());
  return {
    sights: taken.map(({ sights }) => sights),
    messages: taken.reduce((sum, { messages }) => sum + messages, 0),
    wrong: lookers.filter(isWrong).length,
    reconnects: taken.reduce((sum, { reconnects }) => sum + reconnects, 0),
  };
}
