// Compares a run with an earlier one of the same setting, so that a figure that does not come out again is named and not
// forgotten.

import { readFile } from 'node:fs/promises';
import { array, type InferOutput, number, object, optional, parse, pipe, string, transform } from 'valibot';
import { UsageError } from '../../command-line/usage-error.ts';
import { FIGURES, type FigureName } from './figures.ts';
import { formatFigure, type Row } from './judge.ts';

const Earlier = object({
  commit: string(),
  date: string(),
  setting: object({ scenario: string(), shape: string(), scale: number(), minutes: number() }),
  judgement: object({
    rows: array(object({ name: string(), predicted: optional(number()), measured: optional(number()) })),
  }),
});
export type EarlierResult = InferOutput<typeof Earlier>;

/** Rejects with a UsageError when the file is not a result. */
export async function readEarlier(file: string): Promise<EarlierResult> {
  try {
    return parse(pipe(string(), transform(JSON.parse), Earlier), await readFile(file, 'utf8'));
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    const problem = code === 'ENOENT' ? 'there is no such file' : 'it is not the --json of a load test';
    throw new UsageError(`--compare ${file}: ${problem}`, { cause });
  }
}

/**
 * Returns a sentence for each figure that is off its earlier value by more than `worst`, 0 to 1.
 *
 * @param setting of this run
 */
export function notReproduced(
  earlier: EarlierResult,
  rows: readonly Row[],
  setting: EarlierResult['setting'],
  worst: number,
): string[] {
  const differs = (['scenario', 'shape', 'scale', 'minutes'] as const).filter(
    (name) => earlier.setting[name] !== setting[name],
  );
  if (differs.length > 0)
    return [`The earlier run had another ${differs.join(' and ')}, so it says nothing about this one.`];
  const before = new Map(earlier.judgement.rows.map((row) => [row.name, row]));
  return rows.flatMap(({ name, measured, predicted }) => {
    const row = before.get(name);
    return [
      ...sentences(name, 'measured', row?.measured, measured, worst),
      ...sentences(name, 'predicted', row?.predicted, predicted, worst),
    ];
  });
}

function sentences(
  name: FigureName,
  what: string,
  then: number | undefined,
  now: number | undefined,
  worst: number,
): string[] {
  if (then === undefined || now === undefined) return [];
  const { label, unit, noise } = FIGURES[name];
  const most = Math.max(worst * Math.abs(then), typeof noise === 'number' ? noise : noise.least);
  if (Math.abs(now - then) <= most) return [];
  const figure = (value: number) => `${formatFigure(value)}${unit && ` ${unit}`}`;
  return [`${label}: ${figure(then)} was ${what} then, ${figure(now)} now.`];
}
