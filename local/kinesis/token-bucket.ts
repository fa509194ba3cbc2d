// A second's worth of tokens, refilled steadily: how a shard's limits are kept.

export interface TokenBucket {
  /** True where `amount` may be taken. More than a full bucket holds is allowed from a full one, on credit. */
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
