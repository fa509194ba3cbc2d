// Tells what a function's role grants and what its calls require, both as "action on resource".

import { type Resource, resourcesOf, type LikesTemplates } from '../../synthesize-templates.ts';
import type { Call } from './read-calls.ts';

export interface DeployedFunction {
  readonly logicalId: string;
  /** File name in lambdas/, without extension. */
  readonly name: string;
  readonly properties: Resource['Properties'];
  readonly role: Resource;
}

type Templates = Pick<LikesTemplates, 'data' | 'service'>;
type Text = string | Record<string, unknown>;

const SERVICES: Readonly<Record<string, string>> = {
  'secrets-manager': 'secretsmanager',
  apigatewaymanagementapi: 'execute-api',
};

// Commands whose permission has another name. source: Service Authorization Reference
const ACTIONS: Readonly<Record<string, string>> = {
  'execute-api:PostToConnection': 'execute-api:ManageConnections',
  'execute-api:DeleteConnection': 'execute-api:ManageConnections',
  'sqs:SendMessageBatch': 'sqs:SendMessage',
  'sqs:DeleteMessageBatch': 'sqs:DeleteMessage',
  'sqs:ChangeMessageVisibilityBatch': 'sqs:ChangeMessageVisibility',
};

// What an event source mapping calls in the function's name. It calls neither ListStreams nor, without enhanced fan-out,
// SubscribeToShard. source: Lambda guide, "Process Kinesis records" and "Create an SQS mapping", permissions
const MAPPING_ACTIONS: Readonly<Record<string, readonly string[]>> = {
  'AWS::Kinesis::Stream': [
    'kinesis:DescribeStream',
    'kinesis:DescribeStreamSummary',
    'kinesis:GetRecords',
    'kinesis:GetShardIterator',
    'kinesis:ListShards',
  ],
  'AWS::SQS::Queue': ['sqs:DeleteMessage', 'sqs:GetQueueAttributes', 'sqs:ReceiveMessage'],
};

/** The CDK's own function copies the page into its bucket. CloudFormation alone invokes it. */
export const isOfTheCdk = (logicalId: string): boolean => logicalId.startsWith('CustomCDKBucketDeployment');

export function functionsOf({ service }: Templates): DeployedFunction[] {
  const roles = new Map(resourcesOf(service, 'AWS::IAM::Role'));
  const ours = resourcesOf(service, 'AWS::Lambda::Function').filter(([logicalId]) => !isOfTheCdk(logicalId));
  return ours.map(([logicalId, { Properties }]) => {
    const role = roles.get((Properties['Role'] as { 'Fn::GetAtt': string[] })['Fn::GetAtt'][0] ?? '');
    if (!role) throw new Error('a function without a role of its own');
    const name = environmentOf(Properties)['POWERTOOLS_SERVICE_NAME'];
    return { logicalId, name: name as string, properties: Properties, role };
  });
}

export function grantedBy(role: Resource, templates: Templates): string[] {
  const policies = role.Properties['Policies'] as { PolicyDocument: { Statement: Statement[] } }[];
  return policies
    .flatMap(({ PolicyDocument }) => PolicyDocument.Statement)
    .flatMap(({ Action, Resource }) =>
      [Action]
        .flat()
        .flatMap((action) => [Resource].flat().map((it) => `${action} on ${nameOf(it, templates)}`)),
    )
    .sort();
}

interface Statement {
  readonly Action: string | string[];
  readonly Resource: Text | Text[];
}

export function requiredBy(
  { logicalId, properties }: DeployedFunction,
  calls: readonly Call[],
  templates: Templates,
): string[] {
  const environment = environmentOf(properties);
  const log = nameOf((properties['LoggingConfig'] as { LogGroup: Text }).LogGroup, templates);
  const deadLetters = properties['DeadLetterConfig'] as { TargetArn: Text } | undefined;
  const required = [
    `logs:CreateLogStream on ${log}`,
    `logs:PutLogEvents on ${log}`,
    ...(deadLetters ? [`sqs:SendMessage on ${nameOf(deadLetters.TargetArn, templates)}`] : []),
    ...calls.flatMap((call) =>
      resourcesIn(call, environment, templates).flatMap((it) =>
        actionsOf(call).map((action) => `${action} on ${it}`),
      ),
    ),
    ...requiredByMappings(logicalId, templates),
  ];
  return [...new Set(required)].sort();
}

function actionsOf({ command, statements = [] }: Call): string[] {
  // A statement has a permission of its own. source: DynamoDB guide, "IAM security policies with PartiQL"
  if (statements.length > 0) return statements.map((kind) => `dynamodb:PartiQL${kind}`);
  const [service = '', name = ''] = command.split(':');
  // Such a call needs the permissions of the statements in it.
  if (/^(Transact|Execute|BatchExecute)/.test(name)) throw new Error(`${command}: unknown permissions`);
  const action = `${SERVICES[service] ?? service}:${name}`;
  return [ACTIONS[action] ?? action];
}

/** The resources that a call uses in this deployment. Throws if there are none, or if the function's environment lacks one. */
function resourcesIn(
  { command, variables }: Call,
  environment: Record<string, Text>,
  templates: Templates,
): string[] {
  const missing = variables.find((it) => !(it in environment));
  if (missing !== undefined) throw new Error(`${command}: ${missing} is not in the function's environment`);
  const values = variables.map((it) => environment[it]);
  const index = variables.filter((it) => it.endsWith('_INDEX')).map((it) => environment[it] as string)[0];
  const resources = values
    // What is not of these stacks is named by its ARN.
    .filter((it) => it !== undefined)
    .filter((it) => typeof it === 'object' || it.startsWith('arn:'))
    .map((it) => nameOf(it, templates) + (index ? `/index/${index}` : ''));
  if (resources.length === 0) throw new Error(`${command}: none of ${variables.join(', ')} names a resource`);
  return resources;
}

function requiredByMappings(functionId: string, templates: Templates): string[] {
  return resourcesOf(templates.service, 'AWS::Lambda::EventSourceMapping')
    .filter(([, it]) => nameOf(it.Properties['FunctionName'] as Text, templates) === functionId)
    .flatMap(([, it]) => {
      const source = nameOf(it.Properties['EventSourceArn'] as Text, templates);
      const types = [templates.data, templates.service].flatMap((template) =>
        Object.keys(MAPPING_ACTIONS).filter((type) =>
          resourcesOf(template, type).some(([id]) => id === source),
        ),
      );
      if (types.length !== 1) throw new Error(`${source}: unknown source of an event source mapping`);
      const ofSource = types
        .flatMap((type) => MAPPING_ACTIONS[type] ?? [])
        .map((action) => `${action} on ${source}`);
      return [...ofSource, ...requiredByDestination(it.Properties, templates)];
    });
}

/** What the mapping calls when it gives up records. source: Lambda guide, Kinesis on-failure destinations */
function requiredByDestination(properties: Resource['Properties'], templates: Templates): string[] {
  const config = properties['DestinationConfig'] as { OnFailure: { Destination: Text } } | undefined;
  if (!config) return [];
  const bucket = nameOf(config.OnFailure.Destination, templates);
  return [`s3:PutObject on ${bucket}/aws/lambda/*`, `s3:ListBucket on ${bucket}`];
}

const environmentOf = (properties: Resource['Properties']) =>
  (properties['Environment'] as { Variables: Record<string, Text> }).Variables;

/** The connections of a stage, by its address or by the ARN that allows for all of them. */
const CONNECTIONS =
  /^(?:https:\/\/|arn:.*:)(\w+)(?:\.execute-api\.[^/]*)?\/(\w+)(?:$|\/\*\/@connections\/\*$)/;

/** The logical id that a value stands for, also through an export. Text that is joined to it is kept. */
function nameOf(value: Text, templates: Templates): string {
  return textOf(value, templates).replace(CONNECTIONS, 'connections of $1/$2');
}

function textOf(value: Text, templates: Templates): string {
  if (typeof value === 'string') return value;
  const [[kind, content] = []] = Object.entries(value);
  if (kind === 'Ref') return String(content);
  if (kind === 'Fn::GetAtt') return String((content as string[])[0]);
  if (kind === 'Fn::Join')
    return (content as [string, Text[]])[1].map((it) => textOf(it, templates)).join('');
  const outputs = Object.values(templates.data.findOutputs('*')) as {
    Export?: { Name: string };
    Value: Text;
  }[];
  const output = kind === 'Fn::ImportValue' && outputs.find((it) => it.Export?.Name === content);
  if (!output) throw new Error(`unknown resource ${JSON.stringify(value)}`);
  return textOf(output.Value, templates);
}
