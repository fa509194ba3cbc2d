// Lets invocations crash, as those of a bad release do.

import type { WatchInvocation } from '../../local/lambda/invocation-fault.ts';

/** A crash ends the environment, and a laptop has no time for more than a few cold starts a second. */
export type HowOften = 'always' | 'now and then';

const NOW_AND_THEN_MS = 3_000;

/** @param crashing by the names of the functions' files, such as `batch-likes` */
export function makeCrashes(crashing: ReadonlyMap<string, HowOften>, now: () => number): WatchInvocation {
  const crashedAtMs = new Map<string, number>();
  return (functionName) => {
    const [name, howOften] = [...crashing].find(([file]) => functionName.includes(pascal(file))) ?? [];
    if (name === undefined) return undefined;
    const since = now() - (crashedAtMs.get(name) ?? Number.NEGATIVE_INFINITY);
    if (howOften === 'now and then' && since < NOW_AND_THEN_MS) return undefined;
    crashedAtMs.set(name, now());
    return { fault: { kind: 'killed-before', step: 1, freezeMs: 0 } };
  };
}

/** As the template names what belongs to a function. */
const pascal = (file: string): string =>
  file.replaceAll(/(^|-)([a-z])/g, (_, _dash, letter: string) => letter.toUpperCase());
