// Runs one step of the check, and says when it starts, how it ends and how long it took.

/** Runs a step. A text that the step returns is shown beside its name. */
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
