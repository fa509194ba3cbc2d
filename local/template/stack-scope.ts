// Says what the names in a template stand for: pseudo parameters, parameters, resources made so far, exports of other stacks.

import { IntrinsicError, type Scope } from './evaluate.ts';
import type { Json, Template } from './template.ts';

export interface StackScopeOptions {
  readonly stack: string;
  readonly template: Template;
  readonly region: string;
  readonly accountId: string;
  /** Resources by logical id. */
  readonly resources: ReadonlyMap<
    string,
    { readonly ref: string; readonly attributes?: Readonly<Record<string, string>> }
  >;
  readonly exports: ReadonlyMap<string, Json>;
}

export function makeStackScope(options: StackScopeOptions): Scope {
  const { stack, template, region, accountId, resources, exports } = options;
  const pseudoParameters: Readonly<Record<string, Json>> = {
    'AWS::AccountId': accountId,
    'AWS::Partition': 'aws',
    'AWS::Region': region,
    'AWS::StackId': `arn:aws:cloudformation:${region}:${accountId}:stack/${stack}/local`,
    'AWS::StackName': stack,
    'AWS::URLSuffix': 'amazonaws.com',
  };
  return {
    ref(name) {
      const value = pseudoParameters[name] ?? resources.get(name)?.ref ?? readParameter(template, name);
      if (value === undefined) throw new IntrinsicError(`Ref: nothing is named ${name}`);
      return value;
    },
    getAtt(logicalId, attribute) {
      const value = resources.get(logicalId)?.attributes?.[attribute];
      if (value === undefined)
        throw new IntrinsicError(`Fn::GetAtt: ${logicalId} has no ${attribute} in the local cloud`);
      return value;
    },
    importValue(exportName) {
      const value = exports.get(exportName);
      if (value === undefined) throw new IntrinsicError(`Fn::ImportValue: no stack exports ${exportName}`);
      return value;
    },
    condition(name) {
      const value = template.Conditions?.[name];
      if (value === undefined) throw new IntrinsicError(`no condition is named ${name}`);
      return value;
    },
  };
}

/** Returns the default of a parameter, because nobody is asked for values. */
function readParameter({ Parameters = {} }: Template, name: string): Json | undefined {
  const parameter = Parameters[name];
  if (parameter?.Type.startsWith('AWS::SSM::'))
    throw new IntrinsicError(
      `Ref: parameter ${name} is in Systems Manager, which is not part of the local cloud`,
    );
  return parameter?.Default;
}
