// Makes a target of the fuzzer: a property that must hold for every input.

import * as fc from 'fast-check';

export interface FuzzTarget {
  readonly name: string;
  /** Searches for an input that breaks the property, and shrinks the input that it finds. */
  check(parameters: fc.Parameters<unknown>): Promise<fc.RunDetails<unknown>>;
  /** Ends what the target has started. */
  close?(): Promise<void>;
}

/** @param holds throws for an input that breaks the property */
export function makeTarget<Input>(
  name: string,
  inputs: fc.Arbitrary<Input>,
  holds: (input: Input) => void | Promise<void>,
  close?: () => Promise<void>,
): FuzzTarget {
  const property = fc.asyncProperty(inputs, async (input) => {
    await holds(input);
  });
  return {
    name,
    ...(close && { close }),
    check: async (parameters) =>
      (await fc.check(property, parameters as fc.Parameters<[Input]>)) as fc.RunDetails<unknown>,
  };
}
