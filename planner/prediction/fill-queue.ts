// Follows the likes of a load in steps of a tenth of a second: which go to the stream at once, which wait in the burst queue, and when
// the queue has drained. This is a fluid model: it has parts of likes, and a few environments that stand for all.

import { type Circuit, makeCircuit } from './circuit.ts';
import { overflowPerSecond } from './overflow.ts';

export interface Flow {
  readonly shards: number;
  /** What one shard takes. It saves a second's worth when it is idle. */
  readonly recordsPerShardSecond: number;
  /** Undefined where there is no queue. */
  readonly drain: Drain | undefined;
  /** Execution environments of accept-like. Each has a circuit breaker of its own. */
  readonly environments: number;
}

export interface Drain {
  /** How fast the queue drains where the stream has room. */
  readonly perSecond: number;
  /** How many records a second are tried where it has none, because each try waits before the next one. */
  readonly triesPerSecond: number;
  /** How long the first message waits until draining begins: a cold start. */
  readonly startSeconds: number;
}

/**
 * Share of its capacity that a crowded stream takes in, because some tries wait for one shard while another has room. Measured by load
 * tests at 1/100.
 */
const CROWDED_EFFICIENCY = 0.96;

/** One second of the run. */
export interface Moment {
  readonly arrivals: number;
  /** Likes that found room in the stream. */
  readonly direct: number;
  /** Likes that are queued, or refused: the stream throttled them, or the circuit was open. */
  readonly overflow: number;
  /** Those of them that were tried on the stream first. */
  readonly throttledLikes: number;
  /** Throttles of likes and of drained messages. */
  readonly throttles: number;
  readonly drained: number;
  /** Messages that wait at the end of the second. */
  readonly waiting: number;
}

const STEPS_PER_SECOND = 10;
/** A queue that has not drained within six hours is said to drain never. */
const MAX_DRAIN_SECONDS = 21_600;
/** So many environments stand for all of them. */
const MAX_CIRCUITS = 8;

/** @param arrivals likes in each second. The result goes on until the queue is empty. */
export function fillQueue(flow: Flow, arrivals: readonly number[]): Moment[] {
  const circuits = flow.drain
    ? Array.from({ length: Math.min(MAX_CIRCUITS, flow.environments) }, makeCircuit)
    : [];
  const state: State = {
    saved: flow.shards * flow.recordsPerShardSecond,
    waiting: 0,
    drainsFromSeconds: Number.POSITIVE_INFINITY,
    circuits,
  };
  const moments: Moment[] = [];
  const isDraining = () => state.waiting >= 0.5 && moments.length < arrivals.length + MAX_DRAIN_SECONDS;
  while (moments.length < arrivals.length || isDraining())
    moments.push(playSecond(flow, state, arrivals[moments.length] ?? 0, moments.length));
  return moments;
}

interface State {
  saved: number;
  waiting: number;
  /** When the first message came. */
  drainsFromSeconds: number;
  readonly circuits: readonly Circuit[];
}

function playSecond(flow: Flow, state: State, arrivals: number, second: number): Moment {
  let [direct, overflow, throttledLikes, throttles, drained] = [0, 0, 0, 0, 0];
  for (let step = 0; step < STEPS_PER_SECOND; step++) {
    const done = playStep(flow, state, arrivals, second + step / STEPS_PER_SECOND);
    direct += done.direct;
    overflow += done.overflow;
    throttledLikes += done.throttledLikes;
    throttles += done.throttles;
    drained += done.drained;
  }
  return { arrivals, direct, overflow, throttledLikes, throttles, drained, waiting: state.waiting };
}

function playStep(flow: Flow, state: State, arrivals: number, atSeconds: number) {
  const { shards, recordsPerShardSecond, drain } = flow;
  const stepSeconds = 1 / STEPS_PER_SECOND;
  const capacity = shards * recordsPerShardSecond;
  const fresh = arrivals * stepSeconds;
  const closed = state.circuits.length === 0 ? 1 : shareOf(state.circuits, (it) => it.isClosed(atSeconds));
  const tried = fresh * closed;
  const crowded = state.waiting > 0 ? CROWDED_EFFICIENCY : 1;
  const room = state.saved + capacity * stepSeconds * crowded;

  // Where the stream has room, the queue drains at full speed. Where it has none, its tries and the fresh likes share what there is.
  const isOn = atSeconds >= state.drainsFromSeconds;
  const wanted = drain && isOn ? Math.min(state.waiting, drain.perSecond * stepSeconds) : 0;
  const isCrowded = tried + wanted > room;
  const drainTries = drain && isCrowded ? Math.min(wanted, drain.triesPerSecond * stepSeconds) : wanted;
  const share = Math.min(1, room / Math.max(1e-9, tried + drainTries));
  // Chance overflows some shards while others have room. What is above the limit lives on what was saved meanwhile.
  const perShard = Math.min((tried * STEPS_PER_SECOND) / shards, recordsPerShardSecond);
  const byChance = shards * overflowPerSecond(perShard, recordsPerShardSecond) * stepSeconds;
  const direct = tried - Math.min(tried, Math.max(tried * (1 - share), byChance));
  const drained = drainTries * share;

  const throttledLikes = tried - direct;
  const likesOfOne = fresh / Math.max(1, flow.environments);
  const refusedShare = tried > 0 ? throttledLikes / tried : 1 - share;
  for (const circuit of state.circuits) circuit.play(atSeconds, likesOfOne, refusedShare);

  const overflow = fresh - direct;
  state.saved = Math.min(capacity, Math.max(0, room - direct - drained));
  if (drain) state.waiting = Math.max(0, state.waiting + overflow - drained);
  if (drain && state.waiting >= 1)
    state.drainsFromSeconds = Math.min(state.drainsFromSeconds, atSeconds + drain.startSeconds);
  return { direct, overflow, drained, throttledLikes, throttles: throttledLikes + drainTries * (1 - share) };
}

const shareOf = <T>(all: readonly T[], is: (it: T) => boolean): number => all.filter(is).length / all.length;
