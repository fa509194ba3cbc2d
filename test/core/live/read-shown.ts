// Reads a compact count as a person does.

const SCALES: Readonly<Record<string, number>> = { '': 1, K: 1e3, M: 1e6, B: 1e9, T: 1e12 };

/**
 * `1.2K` is 1,200, and its last digit stands for 100. A digit after the point that is zero is not written, and stands there. `12K` has no
 * digit after the point, so that its last digit stands for 1,000.
 */
export function readShown(text: string): { readonly value: number; readonly lastDigit: number } {
  const [, digits = '', letter = ''] = /^([\d.]+)([KMBT]?)$/.exec(text) ?? [];
  const scale = SCALES[letter] ?? Number.NaN;
  return {
    value: Math.round(Number(digits) * scale),
    lastDigit: letter === '' || Number(digits) >= 10 ? scale : scale / 10,
  };
}
