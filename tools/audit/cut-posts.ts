// The first step of a pass: it takes a cut of every post that is to be measured, before any row of these posts is read.

import { cutOf, readCut } from '../../core/counters/cut.ts';
import type { AuditRun } from './audit-run.ts';
import { scanSegments } from './scan-segments.ts';

/** The first pass cuts all posts that have a counter. Later passes cut the posts that must be measured again. */
export async function cutPosts(run: AuditRun, pass: number): Promise<void> {
  const { state } = run;
  if (state.fact('cutPass') === String(pass)) return;
  if (pass === 1) await cutAll(run);
  else await cutAgain(run);
  state.setFact('cutPass', String(pass));
}

async function cutAll({ state, posts, ports, settings }: AuditRun): Promise<void> {
  await scanSegments(
    state,
    'counters',
    ports.readRoots,
    {
      prepare: (roots) =>
        Promise.all(
          roots.map(async ({ postId, root }) => {
            const isSplit = root.split.open.size > 0;
            return { postId, cut: isSplit ? await readCut(ports.counters, postId) : cutOf(root) };
          }),
        ),
      keep(cuts) {
        for (const { postId, cut } of cuts) posts.setCut(postId, cut);
      },
    },
    { ...settings, onRead: (read) => settings.onProgress('counters', 1, read) },
  );
}

async function cutAgain({ state, posts, ports, settings }: AuditRun): Promise<void> {
  for (const page of posts.pagesOf('again')) {
    settings.signal.throwIfAborted();
    const cuts = await Promise.all(page.map(({ postId }) => readCut(ports.counters, postId)));
    state.transaction(() => page.forEach(({ postId }, index) => posts.setCut(postId, cuts[index])));
  }
}
