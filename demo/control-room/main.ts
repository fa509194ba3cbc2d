// The control room asks once a second how the stage is, and shows it. Outside of a local cloud it says that it is of no use there.

import { find } from '../find.ts';
import { press, readState } from './ask.ts';
import { makeRoom } from './room.ts';
import type { Sample, State } from './sample.ts';

const INTERVAL_MS = 1_000;
const MOST_SAMPLES = 180;

const room = makeRoom();
const notice = find('#notice');
let samples: Sample[] = [];
/** Why the last button did nothing. It is shown for a while. */
let refusal = { text: '', untilMs: 0 };

function say(text: string): void {
  if (notice.textContent !== text) notice.textContent = text;
  notice.hidden = text === '';
}

function showButtons({ naive }: State, mood: string | undefined): void {
  for (const button of document.querySelectorAll<HTMLButtonElement>('[data-press]')) {
    const name = button.dataset['press'];
    if (button.hasAttribute('aria-pressed')) button.setAttribute('aria-pressed', String(name === mood));
    if (name === 'naive') button.setAttribute('aria-checked', String(naive !== 'off'));
  }
}

/** Returns false where there is nothing to ask. */
async function refresh(): Promise<boolean> {
  const state = await readState(samples.at(-1)?.atMs ?? 0);
  if (state === 'elsewhere') {
    say(
      'The control room works on the local cloud only. Run “npm ci && npm start” and open its page on your machine: a deployment has CloudWatch for this.',
    );
    return false;
  }
  if (!state) {
    say('The local cloud does not answer. The page asks again.');
    return true;
  }
  samples = [...samples, ...state.samples].slice(-MOST_SAMPLES);
  const isRunning = samples.length > 0;
  find('#room').hidden = !isRunning;
  const starting =
    state.naive === 'starting'
      ? 'The naive design is starting.'
      : 'The stage is starting. This takes some seconds.';
  say(
    isRunning && state.naive !== 'starting' ? (Date.now() < refusal.untilMs ? refusal.text : '') : starting,
  );
  showButtons(state, samples.at(-1)?.mood);
  if (!document.hidden) room.show(samples, state);
  return true;
}

document.addEventListener('click', (event) => {
  const button = (event.target as Element).closest<HTMLElement>('[data-press]')?.dataset['press'];
  if (button === undefined) return;
  void press(button).then((text) => {
    refusal = { text: text ?? '', untilMs: Date.now() + 6_000 };
    return refresh();
  });
});
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => room.restyle());
let width = 0;
// Only the width matters. The height changes whenever a figure takes a line more.
new ResizeObserver(([panels]) => {
  if (panels?.contentRect.width === width) return;
  width = panels?.contentRect.width ?? 0;
  room.restyle();
}).observe(find('#panels'));

while (await refresh()) await new Promise((resolve) => setTimeout(resolve, INTERVAL_MS));
