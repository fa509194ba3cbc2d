// Lists what the free edition of LocalStack 4.14.0 does. That is the last release that runs without a token.
// Source: the wheel of localstack-core 4.14.0 on PyPI, read on 24 November 2026.

/**
 * The types that its CloudFormation makes. It reports any other as created unless
 * CFN_IGNORE_UNSUPPORTED_RESOURCE_TYPES=0. Source: `TYPE` in localstack/services/*\/resource_providers/*.py.
 */
export const resourceTypes: ReadonlySet<string> = new Set(
  Object.entries({
    ApiGateway:
      'Account ApiKey BasePathMapping Deployment DomainName GatewayResponse Method Model RequestValidator Resource RestApi Stage UsagePlan UsagePlanKey',
    CertificateManager: 'Certificate',
    CloudFormation: 'Macro Stack WaitCondition WaitConditionHandle',
    CloudWatch: 'Alarm CompositeAlarm',
    DynamoDB: 'GlobalTable Table',
    Events: 'ApiDestination Connection EventBus EventBusPolicy Rule',
    IAM: 'AccessKey Group InstanceProfile ManagedPolicy Policy Role ServerCertificate ServiceLinkedRole User',
    KMS: 'Alias Key',
    Kinesis: 'Stream StreamConsumer',
    KinesisFirehose: 'DeliveryStream',
    Lambda:
      'Alias CodeSigningConfig EventInvokeConfig EventSourceMapping Function LayerVersion LayerVersionPermission Permission Url Version',
    Logs: 'LogGroup LogStream SubscriptionFilter',
    S3: 'Bucket BucketPolicy',
    SNS: 'Subscription Topic TopicPolicy',
    SQS: 'Queue QueueInlinePolicy QueuePolicy',
    SSM: 'MaintenanceWindow MaintenanceWindowTarget MaintenanceWindowTask Parameter PatchBaseline',
    Scheduler: 'Schedule ScheduleGroup',
    SecretsManager: 'ResourcePolicy RotationSchedule Secret SecretTargetAttachment',
    StepFunctions: 'Activity StateMachine',
  }).flatMap(([service, types]) => types.split(' ').map((type) => `AWS::${service}::${type}`)),
);

/**
 * The properties that its mapping of a Kinesis stream reads. It ignores bisecting, parallelization and tumbling windows.
 * Source: localstack/services/lambda_/event_source_mapping/esm_worker_factory.py and pollers/stream_poller.py.
 */
export const kinesisMappingProperties: readonly string[] = [
  'BatchSize',
  'DestinationConfig',
  'Enabled',
  'EventSourceArn',
  'FilterCriteria',
  'FunctionName',
  'FunctionResponseTypes',
  'MaximumBatchingWindowInSeconds',
  'MaximumRecordAgeInSeconds',
  'MaximumRetryAttempts',
  'StartingPosition',
  'Tags',
];

/** The Node.js runtimes it has. Source: localstack/services/lambda_/runtimes.py. */
export const nodeRuntimes: readonly string[] = ['nodejs18.x', 'nodejs20.x', 'nodejs22.x', 'nodejs24.x'];
