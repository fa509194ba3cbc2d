// The stage of the control room: our design, the naive one beside it when somebody asks for it, and the crowd that likes on both.

import { rm } from 'node:fs/promises';
import { UpdateShardCountCommand } from '@aws-sdk/client-kinesis';
import { makeBaselineAssembly } from '../../../bench/assembly.ts';
import { type AppAssembly, synthesizeApp } from '../../../local/run-app.ts';
import type { Log } from '../../../local/resources/resource-type.ts';
import type { Action } from '../../../traffic/action.ts';
import { type Crowd, isOnlyLiked, makeCrowd } from './crowd.ts';
import { makeMeter } from './meter.ts';
import { openShards, queueDepth } from './read-services.ts';
import type { Sample, SideSample } from './sample.ts';
import { openSide, SCALE, type Side } from './side.ts';
import { watchStarItems } from './star-items.ts';
import { Truth } from './truth.ts';
import { type CountWatch, watchCounts } from './watch-counts.ts';

/** The answer that a batch of ours waits for after its ledger writes is that of its first commit. A naive batch just adds. */
const KILL_STEPS = { ours: 2, naive: 4 };
/** More than this many answers are missing only when the machine is too slow. */
const MOST_IN_FLIGHT = 60;
/** source: DynamoDB guide, partition throughput */
const ITEM_WRITES_PER_SECOND = 1_000;

interface Actor {
  readonly side: Side;
  readonly truth: Truth;
  readonly watch: CountWatch;
  readonly measure: ReturnType<typeof makeMeter>;
  inFlight: number;
}

export class Stage {
  readonly crowd: Crowd;
  readonly #assembly: AppAssembly;
  readonly #log: Log;
  readonly #ours: Actor;
  readonly #starItems: ReturnType<typeof watchStarItems>;
  #naive: { readonly actor: Actor; readonly dir: string } | undefined;

  static async open(log: Log): Promise<Stage> {
    const assembly = await synthesizeApp({ context: { scenario: 'control-room' } });
    try {
      return new Stage(assembly, makeActor(await openSide(assembly.dir, KILL_STEPS.ours, log)), log);
    } catch (error) {
      await assembly.remove();
      throw error;
    }
  }

  private constructor(assembly: AppAssembly, ours: Actor, log: Log) {
    this.#assembly = assembly;
    this.#log = log;
    this.#ours = ours;
    const { clients, cloud } = ours.side;
    this.#starItems = watchStarItems(
      clients.dynamodb,
      cloud.outputs['CountersTable'] ?? '',
      ITEM_WRITES_PER_SECOND * SCALE,
    );
    this.crowd = makeCrowd(
      (action, person) => {
        for (const actor of this.#actors) void act(actor, action, person, log);
      },
      () => this.#actors.some(({ inFlight }) => inFlight > MOST_IN_FLIGHT),
    );
  }

  get #actors(): readonly Actor[] {
    return this.#naive ? [this.#ours, this.#naive.actor] : [this.#ours];
  }

  killWorkers(): void {
    for (const { side } of this.#actors) side.workers.killNext();
  }

  get killed(): number {
    return this.#ours.side.workers.killed;
  }

  throttleStream(seconds: number): void {
    for (const { side } of this.#actors)
      side.gate.close(side.cloud.outputs['LikeEventsStream'] ?? '', Date.now() + seconds * 1_000);
  }

  /** Doubles the shards or halves them. Returns how many there are then. Rejects when Kinesis refuses. */
  async reshard(): Promise<number> {
    const shards = (await openShards(this.#ours.side)).size;
    const TargetShardCount = shards <= 4 ? shards * 2 : Math.ceil(shards / 2);
    for (const { side } of this.#actors)
      await side.clients.kinesis.send(
        new UpdateShardCountCommand({
          StreamName: side.cloud.outputs['LikeEventsStream'],
          TargetShardCount,
          ScalingType: 'UNIFORM_SCALING',
        }),
      );
    return TargetShardCount;
  }

  async startNaive(): Promise<void> {
    const dir = await makeBaselineAssembly(this.#assembly.dir);
    try {
      this.#naive = { actor: makeActor(await openSide(dir, KILL_STEPS.naive, this.#log)), dir };
    } catch (error) {
      await rm(dir, { recursive: true, force: true });
      throw error;
    }
  }

  async stopNaive(): Promise<void> {
    const naive = this.#naive;
    this.#naive = undefined;
    if (!naive) return;
    await naive.actor.watch.stop();
    await naive.actor.side.close();
    await rm(naive.dir, { recursive: true, force: true });
  }

  async sample(): Promise<Sample> {
    const { side, watch } = this.#ours;
    const shards = await openShards(side);
    const star = await this.#starItems(this.crowd.star);
    const rates = this.#ours.measure(shards);
    const freshness = watch.freshness();
    const naive = this.#naive && (await sampleNaive(this.#naive.actor));
    return {
      atMs: Date.now(),
      mood: this.crowd.mood,
      ours: {
        ...sideSample(this.#ours, rates),
        items: star.bars,
        shards: rates.shards,
        itemsOfStar: Math.max(1, star.bars.length),
        queueDepth: await queueDepth(side),
        p50Ms: freshness?.p50Ms ?? null,
        p99Ms: freshness?.p99Ms ?? null,
      },
      naive: naive ?? null,
    };
  }

  async close(): Promise<void> {
    this.crowd.stop();
    await this.stopNaive();
    await this.#ours.watch.stop();
    await this.#ours.side.close();
    await this.#assembly.remove();
  }
}

function makeActor(side: Side): Actor {
  const truth = new Truth();
  const watch = watchCounts(side.readers, truth, isOnlyLiked);
  return { side, truth, watch, measure: makeMeter(side.cloud), inFlight: 0 };
}

/** Sends an action until it is accepted. An API that is closing takes no more. */
async function act(actor: Actor, action: Action, person: number, log: Log): Promise<void> {
  const { side, truth } = actor;
  actor.inFlight += 1;
  try {
    const authorization = `Bearer ${await side.tokenOf(person)}`;
    const answer = await side.api.call({
      method: action.op === 'like' ? 'PUT' : 'DELETE',
      path: `/v1/posts/${action.postId}/like`,
      headers: { authorization, 'idempotency-key': action.id },
    });
    if (answer.status === 202) truth.accepted(action, Date.now());
  } catch (error) {
    log(`control room: ${String(error)}`);
  } finally {
    actor.inFlight -= 1;
  }
}

function sideSample(
  { side, truth, watch, inFlight }: Actor,
  rates: ReturnType<Actor['measure']>,
): SideSample {
  const { likes, ledgerWrites, counterWrites, throttles, hottestItem } = rates;
  return {
    likes,
    ledgerWrites,
    counterWrites,
    throttles,
    iteratorAgeMs: side.workers.takeIteratorAgeMs(),
    accepted: truth.total,
    inFlight,
    counted: watch.counted,
    items: hottestItem ? [hottestItem] : [],
  };
}

async function sampleNaive(actor: Actor): Promise<SideSample> {
  return sideSample(actor, actor.measure(new Set()));
}
