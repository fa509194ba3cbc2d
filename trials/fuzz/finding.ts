// What the fuzzer found, as somebody needs it to see it again.

import * as fc from 'fast-check';
import type { FuzzTarget } from './target.ts';

export function describeFinding({ name }: FuzzTarget, details: fc.RunDetails<unknown>): string {
  const { seed, counterexample, counterexamplePath, errorInstance, numShrinks, numRuns } = details;
  const error =
    errorInstance instanceof Error ? (errorInstance.stack ?? errorInstance.message) : String(errorInstance);
  return [
    `${name}: broken after ${numRuns} runs, shrunk ${numShrinks} times to`,
    fc.stringify(counterexample),
    error,
    `Again: npm run fuzz -- --target ${name} --seed ${seed} --path ${counterexamplePath}`,
  ].join('\n\n');
}
