// AWS::Lambda::Function: runs the bundle of the assembly's asset in execution environments of its own.

import { makeFunctionMetrics } from '../cloudwatch/function-metrics.ts';
import { createLambdaFunction, type InvocationObserver } from '../lambda/function.ts';
import { isObject, type Json, toText } from '../template/template.ts';
import { UnsupportedTemplateError } from '../template/unsupported-template-error.ts';
import { makeArn } from './arn.ts';
import type { CloudParts, ResourceType } from './resource-type.ts';

// source: Lambda API, CreateFunction
const DEFAULT_TIMEOUT_SECONDS = 3;
const DEFAULT_MEMORY_MB = 128;

export const lambdaFunction: ResourceType = {
  rules: {
    actedOn: [
      'Code.S3Key',
      'Environment.Variables',
      'FunctionName',
      'Handler',
      'Layers',
      'MemorySize',
      'ReservedConcurrentExecutions',
      'Runtime',
      'Timeout',
    ],
    noEffect: {
      Architectures: 'functions run on the processor of this machine',
      'Code.S3Bucket': 'the bundle is read from the assembly',
      Description: 'only people read it',
      LoggingConfig: 'functions log to the terminal',
      Role: 'the local cloud checks no permissions',
      Tags: 'only people and bills read it',
      TracingConfig: 'nobody collects traces here',
    },
  },
  create({ address, properties, physicalName, assetDirs, isProvider, cloud }) {
    // The local form of its custom resources does the work. Nothing can invoke it, because it is none of the cloud's functions.
    if (isProvider)
      return { ref: physicalName, attributes: { Arn: makeArn('lambda', `function:${physicalName}`) } };
    if (properties['Layers'] !== undefined)
      throw new UnsupportedTemplateError(address, 'property Layers[] is not supported by the local cloud');
    const { Code, Environment, Runtime, ReservedConcurrentExecutions: reserved } = properties;
    if (!toText(Runtime).startsWith('nodejs'))
      throw new UnsupportedTemplateError(
        address,
        `property Runtime: ${toText(Runtime)} does not run in the local cloud`,
      );
    const key = toText(isObject(Code) ? Code['S3Key'] : undefined);
    const codeDir = assetDirs.get(key);
    if (codeDir === undefined)
      throw new UnsupportedTemplateError(
        address,
        `property Code.S3Key: there is no asset ${key} in the assembly`,
      );
    const name = toText(properties['FunctionName'] ?? physicalName);
    const created = createLambdaFunction({
      name,
      codeDir,
      handler: toText(properties['Handler']),
      // It is read whenever an execution environment starts. Some addresses are known only when all resources are made.
      get environment() {
        return { ...cloud.functionEnvironment, ...variablesOf(cloud.localAddresses.put(Environment ?? {})) };
      },
      timeoutMs: Number(properties['Timeout'] ?? DEFAULT_TIMEOUT_SECONDS) * 1_000,
      memoryMb: Number(properties['MemorySize'] ?? DEFAULT_MEMORY_MB),
      maxConcurrency: cloud.concurrency,
      concurrencyPart: cloud.limits.concurrency.addFunction(
        reserved === undefined ? undefined : Number(reserved),
      ),
      observer: observe(cloud, name),
      watch: cloud.watchInvocation,
      log: cloud.log,
      onPrinted: (line) => cloud.metrics.take(line) || cloud.log(`${name}: ${line}`),
    });
    cloud.functions.set(name, created);
    return {
      ref: name,
      attributes: { Arn: makeArn('lambda', `function:${name}`) },
      close: () => created.close(),
    };
  },
};

function observe({ cloudwatch, limits }: CloudParts, name: string): InvocationObserver {
  const metrics = makeFunctionMetrics(cloudwatch.store, name, cloudwatch.executions);
  return {
    ...metrics,
    throttled() {
      limits.countThrottle('lambda');
      metrics.throttled();
    },
  };
}

function variablesOf(environment: Json): Record<string, string> {
  const variables = isObject(environment) ? environment['Variables'] : undefined;
  if (!isObject(variables)) return {};
  return Object.fromEntries(Object.entries(variables).map(([name, value]) => [name, toText(value)]));
}
