// Reads the numbers of a command line. A typing error is refused, so that no run does something that nobody asked for.

import { UsageError } from './usage-error.ts';

export interface Range {
  readonly whole?: boolean;
  readonly above?: number;
  readonly least?: number;
  readonly most?: number;
}

export const COUNT: Range = { whole: true, least: 1 };

/** A whole number is written in digits. 0x10 and 3e3 are refused. */
const DIGITS = /^-?\d+$/;

/** Returns the number in `text`, or `missing` when there is no text. Throws a UsageError for anything out of range. */
export function readNumber(name: string, text: string | undefined, range: Range, missing?: number): number {
  const { whole = false, above = -Infinity, least = -Infinity, most = Number.MAX_SAFE_INTEGER } = range;
  if (text === undefined && missing !== undefined) return missing;
  const isWritten = text !== undefined && (whole ? DIGITS.test(text) : text.trim() !== '');
  const value = isWritten ? Number(text) : Number.NaN;
  if (value > above && value >= least && value <= most) return value;
  const bounds = [
    above === -Infinity ? '' : ` above ${above}`,
    least === -Infinity ? '' : ` from ${least}`,
    most === Number.MAX_SAFE_INTEGER ? '' : ` to ${most}`,
  ];
  throw new UsageError(
    `${name} must be a ${whole ? 'whole ' : ''}number${bounds.join('')}, not "${text ?? ''}"`,
  );
}
