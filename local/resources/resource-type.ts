// What the local cloud knows about a type of resource: its properties, and how to make one.

import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { KinesisClient } from '@aws-sdk/client-kinesis';
import type { S3Client } from '@aws-sdk/client-s3';
import type { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { SQSClient } from '@aws-sdk/client-sqs';
import type { PropertyRules } from '../template/check-properties.ts';
import type { JsonObject } from '../template/template.ts';
import type { ResourceAddress } from '../template/unsupported-template-error.ts';
import type { AutoScaling } from '../auto-scaling/auto-scaling.ts';
import type { CloudWatch } from '../cloudwatch/cloudwatch.ts';
import type { CloudLimits } from '../limits/cloud-limits.ts';
import type { EdgeParts } from '../edge/edge-parts.ts';
import type { HttpApiParts } from './http-api-parts.ts';
import type { Mappings } from '../event-source-mapping/mappings.ts';
import type { MetricCollector } from '../lambda/embedded-metrics.ts';
import type { LambdaFunction } from '../lambda/function.ts';
import type { WatchInvocation } from '../lambda/invocation-fault.ts';
import type { LocalAddresses } from './local-addresses.ts';
import type { WebSocketApis } from './web-socket/apis.ts';

export type Log = (line: string) => void;

/** What the resources of all stacks are made with. */
export interface CloudParts {
  readonly dynamodb: DynamoDBClient;
  readonly kinesis: KinesisClient;
  readonly s3: S3Client;
  readonly sqs: SQSClient;
  readonly sqsUrl: string;
  readonly secretsManager: SecretsManagerClient;
  /** Region, credentials and endpoints, for the SDK inside the functions. */
  readonly functionEnvironment: Readonly<Record<string, string>>;
  /** The functions made so far, by name. Those that have versions and aliases are there by `<name>:<qualifier>`, too. */
  readonly functions: Map<string, LambdaFunction>;
  readonly mappings: Mappings;
  /** The schedules by name. Each may be switched off and on while the cloud runs. */
  readonly rules: Map<string, { enabled: boolean }>;
  readonly metrics: MetricCollector;
  readonly cloudwatch: CloudWatch;
  readonly watchInvocation: WatchInvocation | undefined;
  /** The time by which the records of a stream are old. */
  readonly now: () => number;
  readonly httpApi: HttpApiParts;
  readonly webSocketApis: WebSocketApis;
  readonly localAddresses: LocalAddresses;
  readonly edge: EdgeParts;
  /** The most execution environments that one function runs at a time. */
  readonly concurrency: number;
  readonly limits: CloudLimits;
  readonly autoScaling: AutoScaling;
  readonly dataDir: string | undefined;
  readonly log: Log;
}

export interface ResourceRequest {
  readonly address: ResourceAddress;
  /** The properties, evaluated and checked against the rules. */
  readonly properties: JsonObject;
  /** The name to use if the template gives none. */
  readonly physicalName: string;
  /** Directories of the stack's file assets by object key. */
  readonly assetDirs: ReadonlyMap<string, string>;
  /** Whether the resource does nothing but the work of custom resources that the local cloud knows. */
  readonly isProvider: boolean;
  readonly cloud: CloudParts;
}

export interface CreatedResource {
  /** What `Ref` returns. */
  readonly ref: string;
  /** What `Fn::GetAtt` returns, by attribute. */
  readonly attributes?: Readonly<Record<string, string>>;
  close?(): Promise<void>;
}

export interface ResourceType {
  readonly rules: PropertyRules;
  create(request: ResourceRequest): Promise<CreatedResource> | CreatedResource;
}
