// One function of the likes counter: a file of lambdas/ as one ESM bundle. Its role and its log group are its own.

import { join } from 'node:path';
import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Architecture, LoggingFormat, Runtime, SystemLogLevel } from 'aws-cdk-lib/aws-lambda';
import { LogLevel, NodejsFunction, OutputFormat } from 'aws-cdk-lib/aws-lambda-nodejs';
import { LogGroup, type RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { FunctionSize } from '../../planner/capacity.ts';
import { trace, tracePermissions } from './tracing.ts';

export interface LikesFunctionProps {
  /** The name of its file in lambdas/, without the extension. */
  readonly name: string;
  readonly description: string;
  readonly size: FunctionSize;
  readonly logRetentionDays: number;
  readonly environment?: Readonly<Record<string, string>>;
  /** All that the function may do, besides writing its own log. */
  readonly permissions?: readonly PolicyStatement[];
}

const root = join(import.meta.dirname, '..', '..');

export class LikesFunction extends Construct {
  /** The name of its file in lambdas/, without the extension. */
  readonly name: string;
  readonly function: NodejsFunction;
  private readonly policy: PolicyDocument;

  constructor(scope: Construct, id: string, props: LikesFunctionProps) {
    super(scope, id);
    this.name = props.name;
    const logGroup = new LogGroup(this, 'Log', {
      retention: props.logRetentionDays as RetentionDays,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    // The ARN attribute of a log group covers its streams.
    const writeLog = new PolicyStatement({
      actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
      resources: [logGroup.logGroupArn],
    });
    this.policy = new PolicyDocument({
      statements: [writeLog, ...(props.permissions ?? []), ...tracePermissions(this, props.name)],
    });
    const role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
      description: `Role of ${props.name}`,
      // The policy is inline, so that the role is never without it while the function exists.
      inlinePolicies: { [props.name]: this.policy },
    });
    this.function = new NodejsFunction(this, 'Function', {
      entry: join(root, 'lambdas', `${props.name}.ts`),
      description: props.description,
      projectRoot: root,
      depsLockFilePath: join(root, 'package-lock.json'),
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      memorySize: props.size.memoryMiB,
      timeout: Duration.seconds(props.size.timeoutSeconds),
      ...(props.size.reservedConcurrency !== undefined && {
        reservedConcurrentExecutions: props.size.reservedConcurrency,
      }),
      role,
      logGroup,
      loggingFormat: LoggingFormat.JSON,
      // This leaves out the platform's start and report lines. They take half a kilobyte per request, and the
      // platform's metrics tell the same.
      systemLogLevelV2: SystemLogLevel.WARN,
      environment: {
        POWERTOOLS_SERVICE_NAME: props.name,
        // Each deployment has its own namespace.
        POWERTOOLS_METRICS_NAMESPACE: Stack.of(this).stackName,
        ...props.environment,
      },
      awsSdkConnectionReuse: false,
      bundling: {
        format: OutputFormat.ESM,
        target: 'node24',
        minify: true,
        logLevel: LogLevel.WARNING,
        // The version of the SDK that was tested is the version that runs.
        bundleAwsSDK: true,
        mainFields: ['module', 'main'],
        // Some CommonJS dependencies call require(), which ESM lacks.
        banner: "import{createRequire}from'node:module';const require=createRequire(import.meta.url);",
      },
    });
    trace(props.name, { made: this.function, role });
  }
  /** Tells the function where something is, and lets it do something with it. */
  give(environment: Readonly<Record<string, string>>, permission: PolicyStatement): void {
    for (const [name, value] of Object.entries(environment)) this.function.addEnvironment(name, value);
    this.policy.addStatements(permission);
  }
}
