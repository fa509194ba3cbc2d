// Formats what was measured as a table, and judges it. Pure.

import type { Capacity } from '../../planner/capacity.ts';
import { ORIGIN_READS_PER_SECOND } from '../../planner/edge.ts';
import type { AudienceFigures, PartFigures, SightFigures } from './figures.ts';
import { type Price, priceOfReads, priceOfUpdates } from './prices.ts';

/** One line for each thing that went wrong. */
export function findFaults(audiences: readonly AudienceFigures[]): string[] {
  return audiences.flatMap((audience) => {
    const { viewers, onePost, page, polling } = audience;
    const wrong = (name: string, { wrong: count, lookers, likes, delay }: SightFigures) => [
      ...(count > 0 ? [`${count} of ${lookers} ${name} did not end with exact counts`] : []),
      ...(likes > 0 && delay === undefined ? [`${name} saw no like`] : []),
    ];
    const asked = originReadsPerSecond(audience);
    return [
      ...wrong('viewers of one post', onePost),
      ...wrong('viewers of a page', page),
      ...wrong('pollers', polling),
      ...(asked > ORIGIN_READS_PER_SECOND
        ? [`${viewers} pollers made the edge ask the API ${asked.toFixed(2)} times a second for one page`]
        : []),
    ];
  });
}

const originReadsPerSecond = ({ polling: { originReads, seconds } }: AudienceFigures) =>
  originReads / seconds;

/** Returns the table as Markdown, a column for each audience. */
export function formatTable(
  audiences: readonly AudienceFigures[],
  capacity: Capacity,
  posts: number,
): string {
  const ofPart = (name: string, pick: (audience: AudienceFigures) => PartFigures): Row[] => [
    [`${name}: 202 to screen, p50 / p99, s`, (it) => showDelay(pick(it))],
    [`${name}: messages per visible change`, (it) => show(pick(it).messages / pick(it).changes, 2)],
    [`${name}: calls of @connections a second`, (it) => show(pick(it).messagesSent / pick(it).seconds, 1)],
  ];
  const rows: Row[] = [
    ...ofPart('one post', ({ onePost }) => onePost),
    ...ofPart(`page of ${posts} posts`, ({ page }) => page),
    [
      'viewers with exact counts',
      ({ page }) => `${show(page.lookers - page.wrong)} of ${show(page.lookers)}`,
    ],
    ['connections that were lost', ({ onePost, page }) => show(onePost.reconnects + page.reconnects)],
    ['pollers: 202 to screen, p50 / p99, s', ({ polling }) => showDelay(polling)],
    ['pollers: reads a second', ({ polling }) => show(polling.reads / polling.seconds, 1)],
    ['pollers: reads of the API a second', (it) => show(originReadsPerSecond(it), 2)],
    [
      'pollers with exact counts',
      ({ polling: it }) => `${show(it.lookers - it.wrong)} of ${show(it.lookers)}`,
    ],
    ['a million updates: measured, plan', (it) => showPrice(priceOfUpdates(it, capacity))],
    [
      `a million reads of ${posts} posts: measured, plan`,
      (it) => showPrice(priceOfReads(it, capacity, posts)),
    ],
    ['most memory of the cloud, MB', ({ memoryBytes }) => show(memoryBytes / 1e6)],
  ];
  const head = ['viewers, or pollers', ...audiences.map(({ viewers }) => show(viewers))];
  const body = rows.map(([label, cell]) => [label, ...audiences.map(cell)]);
  const rule = ['---', ...audiences.map(() => '---:')];
  return [head, rule, ...body].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

type Row = readonly [label: string, cell: (audience: AudienceFigures) => string];

const showDelay = ({ delay }: SightFigures): string =>
  delay ? `${show(delay.p50 / 1_000, 2)} / ${show(delay.p99 / 1_000, 2)}` : 'never';

const showPrice = ({ measured, planned }: Price): string => `$${show(measured, 2)}, $${show(planned, 2)}`;

const show = (value: number, digits = 0): string =>
  Number.isFinite(value)
    ? value.toLocaleString('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits })
    : '–';
