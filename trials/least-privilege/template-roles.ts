// Reads from the synthesized templates which resources there are, and what each function's role may do with them.

import { ACCOUNT_ID, makeArn, REGION } from '../../local/resources/arn.ts';
import { evaluate } from '../../local/template/evaluate.ts';
import type { AssemblyStack } from '../../local/template/read-assembly.ts';
import { makeStackScope } from '../../local/template/stack-scope.ts';
import { type Json, toText } from '../../local/template/template.ts';

export interface Statement {
  readonly Action: string | readonly string[];
  readonly Resource: string | readonly string[];
}

export interface FunctionRole {
  /** The name of the function, such as `batch-likes`. */
  readonly name: string;
  readonly statements: readonly Statement[];
}

/** The types of the resources that functions call. */
export const CALLED_TYPES = [
  'AWS::DynamoDB::Table',
  'AWS::Kinesis::Stream',
  'AWS::SecretsManager::Secret',
  'AWS::SQS::Queue',
] as const;
export type CalledType = (typeof CALLED_TYPES)[number];

export interface CalledResource {
  readonly type: CalledType;
  readonly logicalId: string;
}

export function findCalledResources(stacks: readonly AssemblyStack[]): CalledResource[] {
  return stacks.flatMap(({ template }) =>
    Object.entries(template.Resources ?? {}).flatMap(([logicalId, { Type }]) => {
      const type = CALLED_TYPES.find((it) => it === Type);
      return type ? [{ type, logicalId }] : [];
    }),
  );
}

/** @param arns of the called resources, by logical id. Other resources get made-up ones. */
export function readRoles(
  stacks: readonly AssemblyStack[],
  arns: ReadonlyMap<string, string>,
): FunctionRole[] {
  const exports = new Map<string, Json>();
  return stacks.flatMap(({ name: stack, template }) => {
    const resources = new Map(
      Object.keys(template.Resources ?? {}).map((id) => [id, { ref: arns.get(id) ?? id }]),
    );
    const scope = {
      ...makeStackScope({ stack, template, region: REGION, accountId: ACCOUNT_ID, resources, exports }),
      getAtt: (id: string, attribute: string) => arns.get(id) ?? makeArn('made-up', `${id}/${attribute}`),
    };
    for (const { Value, Export } of Object.values(template.Outputs ?? {}))
      if (Export) exports.set(toText(evaluate(Export.Name, scope)), evaluate(Value, scope));
    return Object.values(template.Resources ?? {})
      .filter(({ Type }) => Type === 'AWS::IAM::Role')
      .flatMap(({ Properties = {} }) => {
        // The CDK's own roles have no inline policy.
        const { Policies: policies = [] } = Properties;
        return (evaluate(policies, scope) as unknown as Policy[]).map(({ PolicyName, PolicyDocument }) => ({
          name: PolicyName,
          statements: PolicyDocument.Statement,
        }));
      });
  });
}

interface Policy {
  readonly PolicyName: string;
  readonly PolicyDocument: { readonly Statement: readonly Statement[] };
}

/** No role has a wildcard that matters here, so this compares names. The emulator judges by itself. */
export const grants = ({ statements }: FunctionRole, action: string, arn: string): boolean =>
  statements.some(
    ({ Action, Resource }) => [Action].flat().includes(action) && [Resource].flat().includes(arn),
  );
