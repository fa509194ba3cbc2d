// Reads the scale of the limits, which is written as a fraction or as a decimal.

import { UsageError } from './usage-error.ts';

const FRACTION = /^1\/([1-9]\d*)$/;
const DECIMAL = /^\d*\.?\d+$/;

/** Returns a number above 0 and up to 1, which is 1 without a text. Throws a UsageError for anything else. */
export function readScale(name: string, text: string | undefined): number {
  if (text === undefined) return 1;
  const [, divisor] = FRACTION.exec(text) ?? [];
  const scale =
    divisor === undefined ? (DECIMAL.test(text) ? Number(text) : Number.NaN) : 1 / Number(divisor);
  if (scale > 0 && scale <= 1) return scale;
  throw new UsageError(`${name} must be 1/N or a number above 0 and up to 1, not "${text}"`);
}
