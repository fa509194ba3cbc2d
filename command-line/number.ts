// Numbers on a command line: a typing error must not become a run that does something else.

import { UsageError } from './usage-error.ts';

export interface Range {
  readonly whole?: boolean;
  readonly above?: number;
  readonly least?: number;
  readonly most?: number;
}

export const COUNT: Range = { whole: true, least: 1 };

/** The number that a flag says, or `missing` where it says nothing. Throws a UsageError when it is out of range. */
export function readNumber(name: string, text: string | undefined, range: Range, missing?: number): number {
  const { whole = false, above = -Infinity, least = -Infinity, most = Number.MAX_SAFE_INTEGER } = range;
  if (text === undefined && missing !== undefined) return missing;
  const value = text === undefined || text.trim() === '' ? Number.NaN : Number(text);
  if (value > above && value >= least && value <= most && (!whole || Number.isInteger(value))) return value;
  const bounds = [
    above === -Infinity ? '' : ` above ${above}`,
    least === -Infinity ? '' : ` from ${least}`,
    most === Number.MAX_SAFE_INTEGER ? '' : ` to ${most}`,
  ];
  throw new UsageError(
    `${name} must be a ${whole ? 'whole ' : ''}number${bounds.join('')}, not "${text ?? ''}"`,
  );
}
