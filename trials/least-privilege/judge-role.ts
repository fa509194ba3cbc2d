// Calls every operation with a role, and compares what the emulator lets through with what the role's policy grants.

import type { Client } from './clients.ts';
import { type NamedResource, type Operation, OPERATIONS, type Service } from './operations.ts';
import { type FunctionRole, grants } from './template-roles.ts';

export interface Judgement {
  readonly role: string;
  /** For example `dynamodb:GetItem`. */
  readonly operation: string;
  readonly resource: string;
  readonly granted: boolean;
  readonly letThrough: boolean;
  /** What the emulator answered: an error, or `ok`. */
  readonly answer: string;
}

export interface RoleOnEmulator {
  readonly role: FunctionRole;
  readonly clients: Readonly<Record<Service, Client>>;
  readonly resources: Readonly<Record<Service, readonly NamedResource[]>>;
}

/** Returns a judgement for each operation that the emulator knows. */
export async function judgeRole(
  { role, clients, resources }: RoleOnEmulator,
  signal: AbortSignal,
): Promise<Judgement[]> {
  const judgements: Judgement[] = [];
  for (const operation of OPERATIONS) {
    for (const resource of wanted(role, operation, resources[operation.service])) {
      signal.throwIfAborted();
      const answer = await call(clients[operation.service], operation, resource);
      if (NOT_JUDGED.test(answer)) continue;
      judgements.push({
        role: role.name,
        operation: operation.name,
        resource: resource.name,
        granted: operation.actions.every((action) => grants(role, action, operation.arnOf(resource))),
        letThrough: !REFUSED.test(answer),
        answer,
      });
    }
  }
  return judgements;
}

/** What a role may do on one resource is tried on all of them. What it may do nowhere is tried on one, because that takes time. */
function wanted(role: FunctionRole, { actions, arnOf }: Operation, resources: readonly NamedResource[]) {
  const isGranted = resources.some((it) => actions.some((action) => grants(role, action, arnOf(it))));
  return isGranted ? resources : resources.slice(0, 1);
}

const REFUSED = /^AccessDenied(Exception)?:/;

/** The emulator does not know the operation, so it neither lets it through nor refuses it. */
const NOT_JUDGED = /with unknown operation/;

/** Returns name and message of the error, or `ok`. An error of the service itself comes after the check of permissions. */
async function call(client: Client, operation: Operation, resource: NamedResource): Promise<string> {
  try {
    await client.send(operation.commandFor(resource) as never);
    return 'ok';
  } catch (error) {
    const { name, $metadata } = error as Error & { $metadata?: { httpStatusCode?: number } };
    // A request that the client itself refused says nothing about the role.
    if ($metadata?.httpStatusCode === undefined) throw error;
    return `${name}: ${(error as Error).message}`;
  }
}
