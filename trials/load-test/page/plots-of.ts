// Makes of a result the plots that show its course.

import type { Result } from '../result.ts';
import type { Plot } from './plot.ts';

/** With more seconds than this, several are drawn as one. */
const MOST_POINTS = 180;

export function plotsOf({ seconds, queueSamples, setting }: Result): Plot[] {
  const lastSample = (queueSamples.at(-1)?.atMs ?? 0) / 1_000;
  const end = Math.max(seconds.length, lastSample, 1);
  const step = Math.ceil(seconds.length / MOST_POINTS);
  const spans = Array.from({ length: Math.ceil(seconds.length / step) }, (_, index) => {
    const span = seconds.slice(index * step, (index + 1) * step);
    return { at: index * step + span.length / 2, span };
  });
  type Span = (typeof spans)[number];
  const over = (value: (span: Span['span']) => number | undefined) =>
    spans.map(({ at, span }) => [at, value(span)] as const);
  const rate = (name: 'sent' | 'accepted' | 'queued' | 'refused') =>
    over((span) => span.reduce((sum, second) => sum + second[name], 0) / span.length);
  const latency = (name: 'latencyP50Ms' | 'latencyMaxMs', of: (values: number[]) => number) =>
    over((span) => {
      const values = span.map((second) => second[name]).filter((it) => it !== undefined);
      return values.length === 0 ? undefined : of(values);
    });
  const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

  return [
    {
      title: 'Likes and what became of them',
      unit: 'likes a second',
      seconds: end,
      limit: { label: 'the shards take', value: setting.streamLikesPerSecond },
      series: [
        { label: 'accepted', tone: 'accepted', kind: 'area', points: rate('accepted') },
        { label: 'queued', tone: 'queued', kind: 'area', points: rate('queued') },
        { label: 'refused', tone: 'refused', kind: 'area', points: rate('refused') },
        { label: 'sent', tone: 'arrivals', kind: 'line', points: rate('sent') },
      ],
    },
    ...(queueSamples.length > 0
      ? [
          {
            title: 'In the burst queue',
            unit: 'messages',
            seconds: end,
            series: [
              {
                label: 'messages',
                tone: 'queue',
                kind: 'area',
                points: thin(queueSamples).map(({ atMs, messages }) => [atMs / 1_000, messages] as const),
              },
            ],
          } satisfies Plot,
        ]
      : []),
    {
      title: 'From the scheduled time to the 202',
      unit: 'milliseconds',
      seconds: end,
      series: [
        {
          label: 'slowest',
          tone: 'worst',
          kind: 'line',
          points: latency('latencyMaxMs', (it) => Math.max(...it)),
        },
        { label: 'median', tone: 'typical', kind: 'line', points: latency('latencyP50Ms', mean) },
      ],
    },
  ];
}

const thin = <Item>(items: readonly Item[]): readonly Item[] => {
  const step = Math.ceil(items.length / (2 * MOST_POINTS));
  return items.filter((_, index) => index % step === 0 || index === items.length - 1);
};
