// Meters all tables and indexes: it says which requests are refused, and takes what the others have consumed.

import { type Exceeded, Flow, type FlowUsage } from './flow.ts';
import type { IndexWrite } from './index-writes.ts';
import { isOnDemand, readCapacities, type TableDescription } from './table-description.ts';

// What a partition gives. source: DynamoDB guide, "Burst and adaptive capacity"
const KEY_WRITES_PER_SECOND = 1_000;
const KEY_READS_PER_SECOND = 3_000;

export interface Refusal extends Exceeded {
  readonly operation: 'Read' | 'Write';
  readonly table: string;
  readonly index: string | undefined;
  readonly arn: string;
  readonly onDemand: boolean;
}

export interface ResourceUsage {
  readonly table: string;
  readonly index: string | undefined;
  readonly reads: FlowUsage;
  readonly writes: FlowUsage;
}

interface Metered {
  readonly arn: string;
  readonly reads: Flow;
  readonly writes: Flow;
}

interface MeteredTable extends Metered {
  description: TableDescription;
  readonly indexes: Map<string, Metered>;
}

export interface MeterOptions {
  /** What every limit is multiplied by. */
  readonly scale: number;
  readonly now: () => number;
}

export class Meter {
  readonly #scale: number;
  readonly #now: () => number;
  readonly #tables = new Map<string, MeteredTable>();

  constructor({ scale, now }: MeterOptions) {
    this.#scale = scale;
    this.#now = now;
  }

  describe(table: string): TableDescription | undefined {
    return this.#tables.get(table)?.description;
  }

  /** Takes in a table, or the changed capacity of one that is known. */
  learn(description: TableDescription): void {
    const onDemand = isOnDemand(description);
    const known = this.#tables.get(description.TableName);
    const table: MeteredTable = known ?? {
      ...this.#meter(description, description.TableArn, onDemand),
      description,
      indexes: new Map(),
    };
    if (known) this.#change(known, description, onDemand);
    table.description = description;
    for (const index of description.GlobalSecondaryIndexes ?? []) {
      const knownIndex = table.indexes.get(index.IndexName);
      if (knownIndex) this.#change(knownIndex, index, onDemand);
      else table.indexes.set(index.IndexName, this.#meter(index, index.IndexArn, onDemand));
    }
    this.#tables.set(description.TableName, table);
  }

  forget(table: string): void {
    this.#tables.delete(table);
  }

  refuseRead(table: string, index: string | undefined, key: string | undefined): Refusal | undefined {
    return this.#refuse('Read', table, index, key);
  }

  refuseWrite(table: string, key: string | undefined): Refusal | undefined {
    return this.#refuse('Write', table, undefined, key);
  }

  /** A write is refused while an index that it has to change is at its limit. */
  refuseIndexWrite(table: string, index: string, writes: readonly IndexWrite[]): Refusal | undefined {
    for (const { key } of writes) {
      const refusal = this.#refuse('Write', table, index, key);
      if (refusal) return refusal;
    }
    return undefined;
  }

  takeRead(table: string, index: string | undefined, key: string | undefined, units: number): void {
    this.#find(table, index)?.reads.take(units, key);
  }

  takeWrite(table: string, index: string | undefined, key: string | undefined, units: number): void {
    this.#find(table, index)?.writes.take(units, key);
  }

  usage(): ResourceUsage[] {
    return [...this.#tables].flatMap(([table, { reads, writes, indexes }]) => [
      { table, index: undefined, reads: reads.usage(), writes: writes.usage() },
      ...[...indexes].map(([index, flows]) => ({
        table,
        index,
        reads: flows.reads.usage(),
        writes: flows.writes.usage(),
      })),
    ]);
  }

  #find(table: string, index: string | undefined): Metered | undefined {
    const metered = this.#tables.get(table);
    return index === undefined ? metered : metered?.indexes.get(index);
  }

  #refuse(
    operation: 'Read' | 'Write',
    table: string,
    index: string | undefined,
    key: string | undefined,
  ): Refusal | undefined {
    const metered = this.#find(table, index);
    if (!metered) return undefined;
    const flow = operation === 'Read' ? metered.reads : metered.writes;
    const exceeded = flow.exceeded(key);
    if (exceeded) flow.countThrottle();
    const onDemand = flow.capacity.mode === 'on-demand';
    return exceeded && { ...exceeded, operation, table, index, arn: metered.arn, onDemand };
  }

  #meter(throughput: Parameters<typeof readCapacities>[0], arn: string, onDemand: boolean): Metered {
    const { reads, writes } = readCapacities(throughput, onDemand, this.#scale);
    return {
      arn,
      reads: new Flow(reads, KEY_READS_PER_SECOND * this.#scale, this.#now),
      writes: new Flow(writes, KEY_WRITES_PER_SECOND * this.#scale, this.#now),
    };
  }

  #change(metered: Metered, throughput: Parameters<typeof readCapacities>[0], onDemand: boolean) {
    const { reads, writes } = readCapacities(throughput, onDemand, this.#scale);
    metered.reads.capacity.change(reads);
    metered.writes.capacity.change(writes);
  }
}
