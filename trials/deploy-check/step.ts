// One step of the check: says that it starts, and what came of it after how long.

/** Runs a step; where it returns a text, that is said beside its name. */
export type Step = <Result>(name: string, run: () => Promise<Result>) => Promise<Result>;

interface StepOptions {
  readonly say: (line: string) => void;
  readonly now: () => number;
  readonly signal: AbortSignal;
}

export function makeStep(title: string, { say, now, signal }: StepOptions): Step {
  return async (name, run) => {
    signal.throwIfAborted();
    const startMs = now();
    say(`…  ${title}: ${name}`);
    const seconds = () => `${((now() - startMs) / 1_000).toFixed(1)} s`;
    try {
      const result = await run();
      say(`✓  ${title}: ${name} (${seconds()}${typeof result === 'string' ? `; ${result}` : ''})`);
      return result;
    } catch (error) {
      if (!signal.aborted) say(`✗  ${title}: ${name} (${seconds()})`);
      throw error;
    }
  };
}
