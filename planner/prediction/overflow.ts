// Says how much of random arrivals a token bucket turns away. At a small scale a shard takes a handful of records a second, and
// chance alone overflows it now and then.

/**
 * Likes a second that are turned away in the long run: the overflow of a Brownian motion between two walls, whose drift is the excess
 * and whose variance is that of Poisson arrivals.
 * source: Harrison, "Brownian Motion and Stochastic Flow Systems", 1985, two-sided regulated Brownian motion
 *
 * @param limit what the bucket gets in a second, which is also what it holds
 */
export function overflowPerSecond(arrivals: number, limit: number): number {
  if (arrivals <= 0) return 0;
  const drift = arrivals - limit;
  const exponent = (2 * drift * limit) / arrivals;
  if (Math.abs(exponent) < 1e-9) return arrivals / (2 * limit);
  return drift / -Math.expm1(-exponent);
}
