// The circuit breaker of one execution environment of accept-like, as the model sees it: it counts parts of failures, and its probe
// succeeds or fails by a sequence that has no chance in it.

/** Five throttles in ten seconds open it for two seconds on average. source: lambdas/accept-like.ts, the policy of its circuit */
const CIRCUIT = { failures: 5, windowSeconds: 10, openSeconds: 2 } as const;
/** Multiples of the golden ratio fall evenly between 0 and 1. */
const GOLDEN = 0.6180339887498949;

export interface Circuit {
  readonly isClosed: (atSeconds: number) => boolean;
  /** @param refusedShare share of tries that the stream throttles now */
  readonly play: (atSeconds: number, likes: number, refusedShare: number) => void;
}

/** @param index keeps environments from probing together */
export function makeCircuit(_: unknown, index: number): Circuit {
  let draw = (index * GOLDEN) % 1;
  let failures = 0;
  let probeAtSeconds: number | undefined;
  const next = () => (draw = (draw + GOLDEN) % 1);
  const openFrom = (atSeconds: number) => {
    probeAtSeconds = atSeconds + CIRCUIT.openSeconds * (0.5 + next());
  };
  return {
    isClosed: () => probeAtSeconds === undefined,
    play(atSeconds, likes, refusedShare) {
      if (probeAtSeconds !== undefined) {
        if (atSeconds < probeAtSeconds) return;
        if (next() < refusedShare) return openFrom(atSeconds);
        probeAtSeconds = undefined;
        failures = 0;
        return;
      }
      // What is older than the window is forgotten bit by bit: a tenth of a second at a time.
      failures = failures * (1 - 0.1 / CIRCUIT.windowSeconds) + likes * refusedShare;
      if (failures >= CIRCUIT.failures) openFrom(atSeconds);
    },
  };
}
