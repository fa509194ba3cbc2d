// Describes what the fuzzer found, together with the command that shows it again.

import * as fc from 'fast-check';
import type { FuzzTarget } from './target.ts';

export function describeFinding({ name }: FuzzTarget, details: fc.RunDetails<unknown>): string {
  const { seed, counterexample, counterexamplePath, errorInstance, numShrinks, numRuns } = details;
  const error =
    errorInstance instanceof Error ? (errorInstance.stack ?? errorInstance.message) : String(errorInstance);
  return [
    `${name} does not hold. This input broke it after ${numRuns} runs and was shrunk ${numShrinks} times:`,
    fc.stringify(counterexample),
    error,
    `This command shows it again: npm run fuzz -- --target ${name} --seed ${seed} --path ${counterexamplePath}`,
  ].join('\n\n');
}
