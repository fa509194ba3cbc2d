// Makes the resources of a stack in the order of their dependencies, and evaluates its outputs.

import { checkProperties } from '../template/check-properties.ts';
import { evaluate, type Scope } from '../template/evaluate.ts';
import { orderResources } from '../template/order-resources.ts';
import { physicalName } from '../template/physical-name.ts';
import type { AssemblyStack } from '../template/read-assembly.ts';
import { makeStackScope } from '../template/stack-scope.ts';
import {
  type Json,
  type JsonObject,
  type Template,
  type TemplateResource,
  toText,
} from '../template/template.ts';
import type { ResourceAddress } from '../template/unsupported-template-error.ts';
import { ACCOUNT_ID, REGION } from './arn.ts';
import type { CloudParts, CreatedResource, ResourceType } from './resource-type.ts';
import { resourceTypes } from './resource-types.ts';

export interface Deployment {
  readonly cloud: CloudParts;
  /** Exports of the stacks deployed so far, by name. Those of this stack are added. */
  readonly exports: Map<string, Json>;
  /** Called as soon as a resource exists, so that it is closed even when a later one fails. */
  readonly onCreated: (resource: CreatedResource) => void;
}

export interface DeployedStack {
  /** What `Ref` returns for each resource, by logical id. */
  readonly physicalIds: Readonly<Record<string, string>>;
  readonly outputs: Readonly<Record<string, string>>;
}

/** Thrown when a part of a stack cannot be made. The message names the part. */
export class DeploymentError extends Error {
  override readonly name = 'DeploymentError';
}

export async function deployStack(stack: AssemblyStack, deployment: Deployment): Promise<DeployedStack> {
  const { template, name } = stack;
  const {
    exports,
    cloud: { localAddresses },
  } = deployment;
  const resources = new Map<string, CreatedResource>();
  const scope = makeStackScope({
    stack: name,
    template,
    region: REGION,
    accountId: ACCOUNT_ID,
    resources,
    exports,
  });
  const isWanted = ({ Condition }: { Condition?: string }) =>
    Condition === undefined || evaluate({ Condition }, scope) === true;

  for (const logicalId of orNameFailure(name, () => orderResources(template))) {
    const resource = template.Resources?.[logicalId] as TemplateResource;
    if (!orNameFailure(`${name}/${logicalId}`, () => isWanted(resource))) continue;
    const address = { stack: name, logicalId, type: resource.Type };
    const created = await createResource(address, resource, scope, stack, deployment.cloud);
    deployment.onCreated(created);
    resources.set(logicalId, created);
  }

  const outputs: Record<string, string> = {};
  for (const [logicalId, output] of Object.entries(template.Outputs ?? {})) {
    orNameFailure(`${name}/${logicalId} (output)`, () => {
      if (!isWanted(output)) return;
      outputs[logicalId] = toText(localAddresses.put(evaluate(output.Value, scope)));
      if (output.Export) exports.set(toText(evaluate(output.Export.Name, scope)), outputs[logicalId]);
    });
  }
  return { physicalIds: Object.fromEntries([...resources].map(([id, { ref }]) => [id, ref])), outputs };
}

function orNameFailure<T>(part: string, run: () => T): T {
  try {
    return run();
  } catch (error) {
    throw nameFailure(part, error);
  }
}

function nameFailure(part: string, error: unknown): Error {
  if (error instanceof Error && error.name === 'UnsupportedTemplateError') return error;
  const reason = error instanceof Error ? error.message : String(error);
  return new DeploymentError(`${part}: ${reason}`, { cause: error });
}

async function createResource(
  address: ResourceAddress,
  { Properties = {} }: TemplateResource,
  scope: Scope,
  stack: AssemblyStack,
  cloud: CloudParts,
): Promise<CreatedResource> {
  const type = resourceTypes.get(address.type) as ResourceType;
  try {
    const properties = cloud.localAddresses.put(evaluate(Properties, scope)) as JsonObject;
    // They are checked again, because the result of an intrinsic function may hold properties too.
    checkProperties(address, properties, type.rules);
    return await type.create({
      address,
      properties,
      physicalName: physicalName(stack.name, address.logicalId),
      assetDirs: stack.assetDirs,
      isProvider: isProvider(stack.template, address.logicalId),
      cloud,
    });
  } catch (error) {
    throw nameFailure(`${address.stack}/${address.logicalId} (${address.type})`, error);
  }
}

/** Custom resources name the function that makes them as their service token. */
const isProvider = ({ Resources = {} }: Template, logicalId: string): boolean =>
  Object.values(Resources).some(
    ({ Type, Properties = {} }) =>
      Type.startsWith('Custom::') &&
      JSON.stringify(Properties['ServiceToken'] ?? '').includes(`"${logicalId}"`),
  );
