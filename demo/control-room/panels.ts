// What each panel shows, in one line of explanation and one to three lines of a chart.

import type { Sample } from './sample.ts';

export type Colour = 'accent' | 'blue' | 'green' | 'amber' | 'naive';

export interface Line {
  readonly label: string;
  readonly colour: Colour;
  readonly valueOf: (sample: Sample) => number | null;
  /** A line that jumps from one value to the next. */
  readonly isStepped?: boolean;
  readonly isNaive?: boolean;
}

export interface Panel {
  readonly title: string;
  readonly explanation: string;
  readonly unit: string;
  /** The scale reaches to this at least. */
  readonly least: number;
  readonly lines: readonly Line[];
}

const naive = (label: string, valueOf: (side: NonNullable<Sample['naive']>) => number): Line => ({
  label,
  colour: 'naive',
  isNaive: true,
  valueOf: ({ naive }) => (naive ? valueOf(naive) : null),
});

const seconds = (ms: number | null) => (ms === null ? null : ms / 1_000);

export const panels: readonly Panel[] = [
  {
    title: 'Likes in',
    explanation: 'Every like that was answered with 202: it is stored, and will be counted.',
    unit: '/s',
    least: 10,
    lines: [{ label: 'likes', colour: 'accent', valueOf: ({ ours }) => ours.likes }],
  },
  {
    title: 'Counter writes',
    explanation: 'A post costs one write per lane and second, however many like it.',
    unit: '/s',
    least: 10,
    lines: [
      { label: 'this design', colour: 'blue', valueOf: ({ ours }) => ours.counterWrites },
      naive('naive', ({ counterWrites }) => counterWrites),
    ],
  },
  {
    title: 'Likes per counter write',
    explanation: 'The hotter the post, the more likes share one write.',
    unit: '',
    least: 4,
    lines: [
      {
        label: 'this design',
        colour: 'green',
        valueOf: ({ ours }) => (ours.counterWrites < 0.2 ? null : ours.ledgerWrites / ours.counterWrites),
      },
      naive('naive', () => 1),
    ],
  },
  {
    title: 'From 202 to counted',
    explanation: 'How long a like takes until readers see it: half of the likes, and 99 of 100.',
    unit: ' s',
    least: 2,
    lines: [
      { label: 'p50', colour: 'green', valueOf: ({ ours }) => seconds(ours.p50Ms) },
      { label: 'p99', colour: 'accent', valueOf: ({ ours }) => seconds(ours.p99Ms) },
    ],
  },
  {
    title: 'Waiting in the stream',
    explanation: 'The age of the oldest like that a worker was handed: it grows when they fall behind.',
    unit: ' s',
    least: 2,
    lines: [
      { label: 'this design', colour: 'blue', valueOf: ({ ours }) => seconds(ours.iteratorAgeMs) },
      naive('naive', ({ iteratorAgeMs }) => iteratorAgeMs / 1_000),
    ],
  },
  {
    title: 'Waiting in the queue',
    explanation: 'What the stream cannot take at once waits here, as durable as in the stream.',
    unit: '',
    least: 10,
    lines: [{ label: 'messages', colour: 'amber', valueOf: ({ ours }) => ours.queueDepth }],
  },
  {
    title: 'Ledger writes',
    explanation: 'One small row per like remembers who likes what. That is what keeps the count exact.',
    unit: '/s',
    least: 10,
    lines: [{ label: 'this design', colour: 'amber', valueOf: ({ ours }) => ours.ledgerWrites }],
  },
  {
    title: 'Items of the hot post',
    explanation: 'A hot post is split over several items. When it has cooled, they merge into one again.',
    unit: '',
    least: 5,
    lines: [{ label: 'items', colour: 'accent', isStepped: true, valueOf: ({ ours }) => ours.itemsOfStar }],
  },
];
