// The page: a story, what one sees of it, and everything that one can do to it.

import { find } from './page/find.ts';
import { attemptsOf } from './page/attempts-part.ts';
import { Autoplay } from './page/autoplay.ts';
import { makeChoices, readChoice, writeChoice } from './page/choices.ts';
import { show } from './page/element.ts';
import { logOf, sayEntry } from './page/log-part.ts';
import { Player } from './page/player.ts';
import { counterOf, ledgerOf } from './page/store-parts.ts';
import { lanesOf, latestOps, peopleOf } from './page/stream-part.ts';
import { targetsFor } from './page/target.ts';
import { Toolbox } from './page/toolbox.ts';
import { judge, verdictOf } from './page/verdict-part.ts';
import { isPerson } from './story/persons.ts';
import { viewOf } from './story/view.ts';

const part = (id: string) => find(id, HTMLElement);
const button = (id: string) => find(id, HTMLButtonElement);

let recordsShown = 0;
const first = readChoice(location.hash);
const player = new Player(first.preset, first.mutant, () => showAll());
const showChoice = makeChoices(({ preset, mutant }) => {
  autoplay.stop();
  void player.begin(preset, mutant);
});
const toolbox = new Toolbox(part('tools'), {
  view: () => viewOf(player.story),
  interfere: (happening) => void player.interfere(happening),
  changed: () => showStory(),
  say: (text) => {
    part('hint').textContent = text;
    part('said').textContent = text;
    scrollLog();
  },
});
const autoplay = new Autoplay(
  find('speed', HTMLInputElement),
  async () => {
    await player.step();
    return !player.isOver;
  },
  () => showPlayer(),
);

/** The newest record and the mark are at the end of a track that is too long for a narrow page. */
function scrollTracks(records: number): void {
  if (records === recordsShown) return;
  recordsShown = records;
  for (const track of document.querySelectorAll('.track')) track.scrollLeft = track.scrollWidth;
}

function showStory(): void {
  const view = viewOf(player.story);
  const target = targetsFor(toolbox.tool, view);
  show(part('verdict'), verdictOf(view));
  show(part('people'), peopleOf(view));
  show(part('lanes'), lanesOf(view, target));
  scrollTracks(view.lanes.flatMap(({ records }) => records).length);
  show(part('attempts'), attemptsOf(view, target));
  show(part('ledger'), ledgerOf(view));
  show(part('counter'), counterOf(view, target));
  toolbox.show();
}

function scrollLog(): void {
  const box = part('log-box');
  box.scrollTop = box.scrollHeight;
}

function showPlayer(): void {
  button('step').setAttribute('aria-disabled', String(player.isOver));
  button('play').setAttribute('aria-disabled', String(player.isOver && !autoplay.isOn));
  button('play').setAttribute('aria-pressed', String(autoplay.isOn));
  button('play').textContent = autoplay.isOn ? 'Pause' : 'Play';
  button('back').setAttribute('aria-disabled', String(!player.mayGoBack));
}

function showAll(): void {
  const { preset, mutant, story } = player;
  showChoice({ preset, mutant });
  history.replaceState(null, '', writeChoice({ preset, mutant }));
  showStory();
  showPlayer();
  show(part('log'), logOf(story.log.entries));
  scrollLog();
  part('said').textContent = sayNow();
}

/** What a screen reader says: the last thing that happened, and the verdict at rest. */
function sayNow(): string {
  const view = viewOf(player.story);
  const last = player.story.log.entries.at(-1);
  const verdict = judge(view);
  const said = last ? sayEntry(last) : '';
  if (verdict === 'counting' || !player.isOver) return said;
  return `${said} The count is ${view.count}, and the truth is ${view.truth}: ${verdict}.`;
}

button('step').addEventListener('click', () => {
  autoplay.stop();
  void player.step();
});
button('play').addEventListener('click', () => {
  if (autoplay.isOn) autoplay.stop();
  else if (!player.isOver) autoplay.start();
});
button('back').addEventListener('click', () => {
  autoplay.stop();
  void player.back();
});
button('reset').addEventListener('click', () => {
  autoplay.stop();
  void player.begin();
});
part('people').addEventListener('click', ({ target }) => {
  const person =
    target instanceof Element ? target.closest<HTMLElement>('[data-person]')?.dataset['person'] : undefined;
  if (!isPerson(person)) return;
  const op = latestOps(viewOf(player.story)).get(person) === 'like' ? 'unlike' : 'like';
  void player.interfere({ type: 'press', person, op });
});
part('attempts').addEventListener('click', ({ target }) => {
  const call = target instanceof Element ? target.closest<HTMLElement>('[data-call]') : undefined;
  const { call: attempt, index } = call?.dataset ?? {};
  if (attempt !== undefined) void player.interfere({ type: 'call', attempt, index: Number(index) });
});
addEventListener('hashchange', () => {
  const { preset, mutant } = readChoice(location.hash);
  if (preset !== player.preset || mutant !== player.mutant) void player.begin(preset, mutant);
});

void player.begin();
