// A shard enforces its limits by token buckets. Each holds a second's worth of tokens and is refilled steadily.

export interface TokenBucket {
  /** Returns whether `amount` may be taken. A full bucket gives more than it holds, on credit. */
  has(amount: number): boolean;
  take(amount: number): void;
}

export function makeTokenBucket(tokensPerSecond: number, now: () => number): TokenBucket {
  let tokens = tokensPerSecond;
  let filledAtMs = now();

  function fill() {
    const atMs = now();
    tokens = Math.min(tokensPerSecond, tokens + (Math.max(0, atMs - filledAtMs) * tokensPerSecond) / 1_000);
    filledAtMs = atMs;
  }

  return {
    has(amount) {
      fill();
      return tokens >= Math.min(amount, tokensPerSecond);
    },
    take(amount) {
      tokens -= amount;
    },
  };
}
