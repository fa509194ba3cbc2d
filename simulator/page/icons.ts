// The drawings of the page, each a path in a square of 24 units.

import { h, type Wanted } from './element.ts';

const PATHS = {
  duplicate: 'M8 8h11v11H8zM5 16V5h11',
  swap: 'M4 8h14l-3.5-3.5M20 16H6l3.5 3.5',
  again: 'M4 12a8 8 0 1 0 2.5-5.8M4 4v4.5h4.5',
  reread: 'M11 6l-7 6 7 6M20 6l-7 6 7 6',
  bisect: 'M12 3v18M3 8h5v8H3M21 8h-5v8h5',
  crash: 'M13 2L5 13.5h6L10 22l9-12.5h-6.5z',
  'crash-late': 'M3 6l9 6 9-6M3 6h18v12H3zM16 15h7',
  'lose-answer': 'M4 5l16 14M9 4.5h11V16M4 9v10h11',
  'time-out': 'M20 14.5A8.5 8.5 0 1 1 9.5 4a7 7 0 0 0 10.5 10.5z',
  wake: 'M12 7a5 5 0 1 0 0 10 5 5 0 0 0 0-10zM12 1v2M12 21v2M1 12h2M21 12h2M4 4l1.5 1.5M18.5 18.5L20 20M20 4l-1.5 1.5M5.5 18.5L4 20',
  split: 'M12 21v-7M12 14L5 7V3M12 14l7-7V3',
  merge: 'M12 3v7M12 10l-7 7v4M12 10l7 7v4',
  heart: 'M12 20.5C5.5 15.5 2.5 12 2.5 8.3a4.8 4.8 0 0 1 9.5-1.2 4.8 4.8 0 0 1 9.5 1.2c0 3.7-3 7.2-9.5 12.2z',
  check: 'M4 12.5l5.5 5.5L20 6.5',
  wrong: 'M5 5l14 14M19 5L5 19',
} as const;

export type Icon = keyof typeof PATHS;

export const icon = (name: Icon, isFilled = false): Wanted =>
  h(
    'svg',
    { viewBox: '0 0 24 24', class: isFilled ? 'icon filled' : 'icon', 'aria-hidden': 'true' },
    h('path', { d: PATHS[name] }),
  );
