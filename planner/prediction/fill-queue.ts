// Follows the likes of a load in steps of a tenth of a second: which go to the stream at once, which wait in the burst queue, and when
// the queue has drained. Where there is no queue, a throttled like is tried once more, and then refused. This is a fluid model: it has
// parts of likes.

import { overflowPerSecond } from './overflow.ts';

export interface Flow {
  readonly shards: number;
  /** What one shard takes. It saves a second's worth when it is idle. */
  readonly recordsPerShardSecond: number;
  /** Undefined where there is no queue. */
  readonly drain: Drain | undefined;
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
/** How much a try of a drain counts for beside a new like, while the stream is crowded. Measured in the same way. */
const DRAIN_WEIGHT = 0.22;
/** Share of its tries that a drain makes when there is room again, because it has learnt to wait. Measured in the same way. */
const DRAIN_PATIENCE = 0.6;

/** One second of the run. */
export interface Moment {
  readonly arrivals: number;
  /** Likes that found room in the stream, at the first try or at the second. */
  readonly direct: number;
  /** Those of them that found it at the second try. */
  readonly retried: number;
  /** Likes that the stream throttled, and that are queued. */
  readonly queued: number;
  /** Likes that the stream throttled twice, where there is no queue. */
  readonly refused: number;
  /** Throttles of likes and of drained messages. */
  readonly throttles: number;
  readonly drained: number;
  /** Messages that wait at the end of the second. */
  readonly waiting: number;
}

const STEPS_PER_SECOND = 10;
/** The second try comes at a random time within this one. source: AWS SDK, standard retry mode of 2026, the delay after a throttle */
export const RETRY_SECONDS = 1;
const RETRY_STEPS = RETRY_SECONDS * STEPS_PER_SECOND;
/** A queue that has not drained within six hours is said to drain never. */
const MAX_DRAIN_SECONDS = 21_600;

/** @param arrivals likes in each second. The result goes on until the queue is empty. */
export function fillQueue(flow: Flow, arrivals: readonly number[]): Moment[] {
  const state: State = {
    saved: flow.shards * flow.recordsPerShardSecond,
    waiting: 0,
    drainsFromSeconds: Number.POSITIVE_INFINITY,
    retries: Array.from({ length: RETRY_STEPS }, () => 0),
  };
  const moments: Moment[] = [];
  const isDraining = () =>
    (state.waiting >= 0.5 && moments.length < arrivals.length + MAX_DRAIN_SECONDS) ||
    state.retries.some((likes) => likes > 0);
  while (moments.length < arrivals.length || isDraining())
    moments.push(playSecond(flow, state, arrivals[moments.length] ?? 0, moments.length));
  return moments;
}

interface State {
  saved: number;
  waiting: number;
  /** When the first message came. */
  drainsFromSeconds: number;
  /** Likes that are tried again in each of the next steps. */
  retries: number[];
}

function playSecond(flow: Flow, state: State, arrivals: number, second: number): Moment {
  const steps = Array.from({ length: STEPS_PER_SECOND }, (_, step) =>
    playStep(flow, state, arrivals, second + step / STEPS_PER_SECOND),
  );
  const sumOf = (name: keyof Step) => steps.reduce((sum, step) => sum + step[name], 0);
  return {
    arrivals,
    direct: sumOf('direct'),
    retried: sumOf('retried'),
    queued: sumOf('queued'),
    refused: sumOf('refused'),
    throttles: sumOf('throttles'),
    drained: sumOf('drained'),
    waiting: state.waiting,
  };
}

type Step = Omit<Moment, 'arrivals' | 'waiting'>;

function playStep(flow: Flow, state: State, arrivals: number, atSeconds: number): Step {
  const { shards, recordsPerShardSecond, drain } = flow;
  const stepSeconds = 1 / STEPS_PER_SECOND;
  const capacity = shards * recordsPerShardSecond;
  const again = state.retries.shift() ?? 0;
  state.retries.push(0);
  const fresh = arrivals * stepSeconds + again;
  const crowded = state.waiting > 0 ? CROWDED_EFFICIENCY : 1;
  const room = state.saved + capacity * stepSeconds * crowded;

  // Where the stream has room, the queue drains at full speed. Where it has none, its tries and the fresh likes share what there is.
  const isOn = atSeconds >= state.drainsFromSeconds;
  const wanted = drain && isOn ? Math.min(state.waiting, drain.perSecond * stepSeconds) : 0;
  const isCrowded = fresh + wanted > room;
  const drainTries = drain && isCrowded ? Math.min(wanted, drain.triesPerSecond * stepSeconds) : wanted;
  // Records of a drain come together, and a crowded shard has room for one of them at most. New likes come one by one.
  const weighed = isCrowded ? drainTries * DRAIN_WEIGHT : drainTries;
  const share = Math.min(1, room / Math.max(1e-9, fresh + weighed));
  // Chance overflows some shards while others have room. What is above the limit lives on what was saved meanwhile.
  const perShard = Math.min((fresh * STEPS_PER_SECOND) / shards, recordsPerShardSecond);
  const byChance = shards * overflowPerSecond(perShard, recordsPerShardSecond) * stepSeconds;
  const overflow = Math.min(fresh, Math.max(fresh * (1 - share), byChance));
  const direct = fresh - overflow;
  const patient = isCrowded ? drainTries * DRAIN_PATIENCE : drainTries;
  const drained = share < 1 ? weighed * share : Math.min(patient, room - direct);

  state.saved = Math.min(capacity, Math.max(0, room - direct - drained));
  const throttles = overflow + drainTries - drained;
  if (!drain) return { ...tryAgain(state, fresh, again, overflow), direct, drained: 0, throttles };
  state.waiting = Math.max(0, state.waiting + overflow - drained);
  if (state.waiting >= 1)
    state.drainsFromSeconds = Math.min(state.drainsFromSeconds, atSeconds + drain.startSeconds);
  return { direct, retried: 0, queued: overflow, refused: 0, drained, throttles };
}

/** Of the likes that were tried, some were tried before. They are throttled as often as the others, and then refused. */
function tryAgain(state: State, tried: number, again: number, throttled: number) {
  const refused = tried > 0 ? (throttled * again) / tried : 0;
  state.retries = state.retries.map((likes) => likes + (throttled - refused) / RETRY_STEPS);
  return { retried: again - refused, queued: 0, refused };
}
