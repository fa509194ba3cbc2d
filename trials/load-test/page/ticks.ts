// Chooses where an axis has its marks.

const STEPS = [1, 2, 5, 10] as const;

/** Returns about `count` round numbers from 0 up to the first one that is at least `most`. */
export function ticksUpTo(most: number, count: number): number[] {
  if (most <= 0) return [0, 1];
  const rough = most / count;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * (STEPS.find((each) => each * power >= rough * (1 - 1e-9)) ?? 10);
  const last = Math.ceil(most / step - 1e-9);
  return Array.from({ length: last + 1 }, (_, index) => Number((index * step).toPrecision(12)));
}

const TIME_STEPS_SECONDS = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 1_800, 3_600, 7_200, 21_600];

/** Returns times from 0 up to `seconds` at most, `count` or fewer besides 0. */
export function timeTicks(seconds: number, count: number): number[] {
  const step = TIME_STEPS_SECONDS.find((each) => seconds / each <= count) ?? 43_200;
  return Array.from({ length: Math.floor(seconds / step) + 1 }, (_, index) => index * step);
}

/** 0:45, 12:00, 1:30:00 */
export function formatTime(seconds: number): string {
  const parts = [Math.floor(seconds / 3_600), Math.floor(seconds / 60) % 60, Math.floor(seconds % 60)];
  const [hours, minutes, rest] = parts.map(String);
  const end = (rest ?? '').padStart(2, '0');
  return hours === '0' ? `${minutes}:${end}` : `${hours}:${(minutes ?? '').padStart(2, '0')}:${end}`;
}
