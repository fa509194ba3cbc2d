// How often each task of the micro benchmarks runs. A quick run only shows that they work: it runs each task once.

/** The argument of the process that asks for a quick run. */
export const QUICK = 'quick';

export const iterationsOf = (wanted: number): number => (process.argv.includes(QUICK) ? 1 : wanted);
