// Stops calling a service that fails, so that nobody waits for it, and finds out when it works again. An example with 3 failures
// in 10 s, and 2 s until a probe:
//
//   at  0 s, 4 s, 7 s   a call fails     the third failure within 10 s opens the circuit
//   until about 9 s     open             no call is made
//   at  9 s             half-open        one call is made, the probe; all others wait until about 11 s
//   the probe succeeds                   closed: calls are made again
//   the probe fails                      open for about 2 s more
//
// The delay is random, so that the execution environments that failed together do not probe together. A probe that never ends
// blocks nothing: after the delay there is another one.

export interface CircuitPolicy {
  /** This many failures within the window open the circuit. */
  readonly failures: number;
  readonly windowMs: number;
  /** How long it takes on average until a probe. */
  readonly openMs: number;
}

export class CircuitBreaker {
  readonly #policy: CircuitPolicy;
  readonly #random: () => number;
  #failuresAtMs: readonly number[] = [];
  /** When the next probe may be made. Undefined while the circuit is closed. */
  #probeAtMs: number | undefined;

  /** @param random uniform in [0, 1) */
  constructor(policy: CircuitPolicy, random: () => number) {
    this.#policy = policy;
    this.#random = random;
  }

  /** Returns whether a call may be made now. Whoever is allowed one says later how it ended. */
  mayCall(nowMs: number): boolean {
    if (this.#probeAtMs === undefined) return true;
    if (nowMs < this.#probeAtMs) return false;
    this.#openUntilProbe(nowMs);
    return true;
  }

  succeeded(): void {
    if (this.#probeAtMs === undefined) return;
    this.#probeAtMs = undefined;
    this.#failuresAtMs = [];
  }

  failed(nowMs: number): void {
    if (this.#probeAtMs !== undefined) return this.#openUntilProbe(nowMs);
    const { failures, windowMs } = this.#policy;
    this.#failuresAtMs = [...this.#failuresAtMs.filter((atMs) => nowMs - atMs < windowMs), nowMs];
    if (this.#failuresAtMs.length >= failures) this.#openUntilProbe(nowMs);
  }

  #openUntilProbe(nowMs: number): void {
    this.#probeAtMs = nowMs + this.#policy.openMs * (0.5 + this.#random());
  }
}
