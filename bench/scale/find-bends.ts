// Finds where an axis is not flat. This module is pure.

import { type Axis, BASE, nameOf } from './axes.ts';

/** An axis is flat when no value on it differs from the base by more than this factor. */
export const FLAT_FACTOR = 1.5;

export interface ScaleResult {
  readonly cpuMicrosecondsPerLike: number;
  /** What lives in the middle of a batch and no longer after it, for each of its records; undefined when it is too little to measure. */
  readonly liveBytesPerLike: number | undefined;
  /** What is left after all batches, beyond what lived after the first ones. It must not grow with the likes. */
  readonly keptBytes: number;
}

export type Measure = 'cpuMicrosecondsPerLike' | 'liveBytesPerLike';

/** The results by the name of their case. */
export type ScaleResults = ReadonlyMap<string, ScaleResult>;

export interface Bend {
  readonly value: number;
  /** How many times the base. */
  readonly factor: number;
}

/** Returns the points of the axis that are more than the factor above or below the base. None: the axis is flat. */
export function findBends(results: ScaleResults, { name, values }: Axis, measure: Measure): Bend[] {
  const base = results.get(nameOf(BASE))?.[measure] ?? Number.NaN;
  return values
    .flatMap((value) => {
      const measured = results.get(nameOf({ ...BASE, [name]: value }))?.[measure];
      return measured === undefined ? [] : [{ value, factor: measured / base }];
    })
    .filter(({ factor }) => !(factor <= FLAT_FACTOR && factor >= 1 / FLAT_FACTOR));
}

/** Returns the middle result of each measure. */
export function medianOf(results: readonly ScaleResult[]): ScaleResult {
  const middleOf = (values: readonly number[]) =>
    values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)];
  const middle = (read: (result: ScaleResult) => number) => middleOf(results.map(read)) ?? Number.NaN;
  return {
    cpuMicrosecondsPerLike: middle((result) => result.cpuMicrosecondsPerLike),
    liveBytesPerLike: middleOf(results.flatMap(({ liveBytesPerLike = [] }) => liveBytesPerLike)),
    keptBytes: middle((result) => result.keptBytes),
  };
}
