// Application Auto Scaling for DynamoDB. Once a minute it compares what was consumed with what is provisioned, and calls UpdateTable.

import { DescribeTableCommand, type DynamoDBClient, UpdateTableCommand } from '@aws-sdk/client-dynamodb';
import type { CloudLimits } from '../limits/cloud-limits.ts';
import { dynamodbComponent } from '../limits/dynamodb-report.ts';
import { TargetTracking, type TargetTrackingSettings } from './target-tracking.ts';

const MINUTE_MS = 60_000;

/** A capacity that can be scaled. */
export interface ScalableTarget {
  readonly table: string;
  readonly index: string | undefined;
  readonly operation: 'Read' | 'Write';
  readonly minCapacity: number;
  readonly maxCapacity: number;
}

interface Policy {
  readonly target: ScalableTarget;
  readonly tracking: TargetTracking;
  unitsBefore: number;
}

export class AutoScaling {
  /** The targets by what `Ref` returns. */
  readonly targets = new Map<string, ScalableTarget>();
  readonly #policies: Policy[] = [];
  readonly #client: DynamoDBClient;
  readonly #limits: Pick<CloudLimits, 'scale' | 'readLoad'>;
  readonly #now: () => number;

  constructor(client: DynamoDBClient, limits: Pick<CloudLimits, 'scale' | 'readLoad'>, now = Date.now) {
    this.#client = client;
    this.#limits = limits;
    this.#now = now;
  }

  track(target: ScalableTarget, settings: Omit<TargetTrackingSettings, 'minCapacity' | 'maxCapacity'>): void {
    const tracking = new TargetTracking({ ...target, ...settings });
    this.#policies.push({ target, tracking, unitsBefore: this.#unitsOf(target) });
  }

  /** Scales once a minute from now on. Returns how to stop. */
  start(log: (line: string) => void): () => void {
    if (this.#policies.length === 0 || this.#limits.scale === undefined) return () => {};
    const timer = setInterval(
      () => void this.endMinute().catch((error: unknown) => log(`auto scaling: ${String(error)}`)),
      MINUTE_MS,
    );
    return () => clearInterval(timer);
  }

  /** Scales by what was consumed in the minute that is over. The policies run one after the other, because a table has several. */
  async endMinute(): Promise<void> {
    const { scale = 1 } = this.#limits;
    for (const policy of this.#policies) {
      const units = this.#unitsOf(policy.target);
      const consumedPerSecond = (units - policy.unitsBefore) / (MINUTE_MS / 1_000) / scale;
      policy.unitsBefore = units;
      const throughput = await this.#readThroughput(policy.target);
      const name = `${policy.target.operation}CapacityUnits` as const;
      const capacity = policy.tracking.next(consumedPerSecond, throughput[name], this.#now());
      if (capacity !== throughput[name])
        await this.#changeThroughput(policy.target, { ...throughput, [name]: capacity });
    }
  }

  #unitsOf({ table, index, operation }: ScalableTarget): number {
    const component = dynamodbComponent(table, index);
    const unit = operation === 'Read' ? 'read units' : 'write units';
    return (
      this.#limits.readLoad().find((load) => load.component === component && load.unit === unit)?.total ?? 0
    );
  }

  async #readThroughput({ table, index }: ScalableTarget) {
    const { Table } = await this.#client.send(new DescribeTableCommand({ TableName: table }));
    const described =
      index === undefined
        ? Table
        : Table?.GlobalSecondaryIndexes?.find(({ IndexName }) => IndexName === index);
    const { ReadCapacityUnits = 0, WriteCapacityUnits = 0 } = described?.ProvisionedThroughput ?? {};
    return { ReadCapacityUnits, WriteCapacityUnits };
  }

  async #changeThroughput(
    { table, index }: ScalableTarget,
    ProvisionedThroughput: { ReadCapacityUnits: number; WriteCapacityUnits: number },
  ): Promise<void> {
    const change =
      index === undefined
        ? { ProvisionedThroughput }
        : { GlobalSecondaryIndexUpdates: [{ Update: { IndexName: index, ProvisionedThroughput } }] };
    await this.#client.send(new UpdateTableCommand({ TableName: table, ...change }));
  }
}
