// Builds the panels, and shows a state of the stage in them.

import { find } from '../find.ts';
import { drawBars } from './bars.ts';
import { type Chart, makeChart } from './charts.ts';
import { type Panel, panels } from './panels.ts';
import type { Bar, Sample, SideSample, State } from './sample.ts';

interface DrawnPanel {
  readonly panel: Panel;
  readonly chart: Chart;
  readonly now: HTMLElement;
}

export interface Room {
  show(samples: readonly Sample[], state: State): void;
  restyle(): void;
}

export function makeRoom(): Room {
  const host = find('#panels');
  const addPanels = (from: number, to?: number) =>
    panels.slice(from, to).map((panel) => addPanel(host, panel));
  const drawn = addPanels(0, 2);
  const items = addBars(host, 'Hottest items', 'One item takes 10 writes a second here, and 1,000 on AWS.');
  drawn.push(...addPanels(2, 3));
  const shards = addBars(
    host,
    'Shards',
    'People are spread over the shards, so a hot post loads them all alike.',
  );
  drawn.push(...addPanels(3));
  // What happened comes last.
  host.append(find('#story'));

  return {
    restyle: () => drawn.forEach(({ chart }) => chart.restyle()),
    show(samples, { naive, events }) {
      const last = samples.at(-1);
      if (!last) return;
      const hasNaive = naive === 'on';
      for (const { panel, chart, now } of drawn) {
        chart.draw(samples, hasNaive);
        now.replaceChildren(...describeNow(panel, last, hasNaive));
      }
      drawBars(shards, last.ours.shards, 'no shard yet');
      drawBars(items, itemsOf(last), 'no hot post yet');
      showTruth('#ours', last.ours);
      find('#naive').hidden = !last.naive;
      if (last.naive) showTruth('#naive', last.naive);
      showEvents(events);
    },
  };
}

function itemsOf({ ours, naive }: Sample): readonly Bar[] {
  return [...ours.items, ...(naive?.items ?? []).map((item) => ({ ...item, name: 'naive item' }))];
}

function addSection(host: HTMLElement, title: string, explanation: string): HTMLElement {
  const section = document.createElement('section');
  section.className = 'panel';
  const heading = document.createElement('h2');
  heading.textContent = title;
  const text = document.createElement('p');
  text.textContent = explanation;
  section.append(heading, text);
  host.append(section);
  return section;
}

function addBars(host: HTMLElement, title: string, explanation: string): HTMLElement {
  const list = document.createElement('ul');
  list.className = 'bars';
  addSection(host, title, explanation).append(list);
  return list;
}

function addPanel(host: HTMLElement, panel: Panel): DrawnPanel {
  const section = addSection(host, panel.title, panel.explanation);
  const now = document.createElement('div');
  now.className = 'now';
  const canvas = document.createElement('div');
  canvas.className = 'chart';
  canvas.setAttribute('aria-hidden', 'true');
  section.append(now, canvas);
  return { panel, chart: makeChart(panel, canvas), now };
}

/** The values of now, which is what a person who does not see the chart gets of it. */
function describeNow({ lines, unit }: Panel, last: Sample, hasNaive: boolean): HTMLElement[] {
  return lines
    .filter(({ isNaive }) => !isNaive || hasNaive)
    .map(({ label, colour, valueOf }) => {
      const value = valueOf(last);
      const text = document.createElement('span');
      text.className = `figure ${colour}`;
      const figure = document.createElement('strong');
      figure.textContent =
        value === null ? '–' : value.toLocaleString('en', { maximumFractionDigits: value < 10 ? 1 : 0 });
      text.append(figure, `${unit} `, label);
      return text;
    });
}

/** Counts lag behind while likes arrive. What is certain to be wrong is a count above all that was ever sent. */
function showTruth(selector: string, { counted, accepted, inFlight }: SideSample): void {
  const box = find(selector);
  find('.counted', box).textContent = counted.toLocaleString('en');
  find('.accepted', box).textContent = accepted.toLocaleString('en');
  const isWrong = counted > accepted + inFlight;
  const isExact = counted === accepted;
  const many = Math.abs(counted - accepted).toLocaleString('en');
  box.dataset['verdict'] = isWrong ? 'wrong' : isExact ? 'exact' : 'waiting';
  find('.verdict', box).textContent = isWrong
    ? `${many} too many`
    : isExact
      ? 'exact'
      : `${many} on their way`;
}

function showEvents(events: State['events']): void {
  const list = find('#events');
  if (list.childElementCount === events.length && list.dataset['last'] === String(events.at(-1)?.atMs))
    return;
  list.dataset['last'] = String(events.at(-1)?.atMs);
  const rows = events.toReversed().map(({ atMs, text }) => {
    const row = document.createElement('li');
    const time = document.createElement('time');
    time.textContent = new Date(atMs).toLocaleTimeString('en', { hour12: false });
    row.append(time, text);
    return row;
  });
  list.replaceChildren(...rows);
}
