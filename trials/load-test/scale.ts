// Reads a scale, as people write it: 1/100, 0.01 or 1.

import { UsageError } from '../../command-line/usage-error.ts';

const SCALE = /^(\d+(?:\.\d+)?)(?:\/(\d+(?:\.\d+)?))?$/;

/** Returns a number above 0 and up to 1. Throws a UsageError. */
export function readScale(text: string): number {
  const [, over = 'x', under = '1'] = SCALE.exec(text) ?? [];
  const scale = Number(over) / Number(under);
  if (scale > 0 && scale <= 1) return scale;
  throw new UsageError(`--scale must be above 0 and up to 1, such as 1/100, not "${text}"`);
}

export function formatScale(scale: number): string {
  const inverse = 1 / scale;
  return Math.abs(inverse - Math.round(inverse)) < 1e-6 * inverse ? `1/${Math.round(inverse)}` : `${scale}`;
}
