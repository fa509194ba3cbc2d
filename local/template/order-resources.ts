// Orders resources so that each is created after the resources that it names or depends on.

import { isObject, type Json, type Template } from './template.ts';

/** Thrown when resources wait for each other. */
export class CircularDependencyError extends Error {
  override readonly name = 'CircularDependencyError';
}

/** Returns the logical ids of the template, each after the ids that it needs. */
export function orderResources({ Resources = {} }: Template): string[] {
  const ordered = new Set<string>();

  function visit(logicalId: string, path: readonly string[]) {
    const resource = Resources[logicalId];
    // A name without a resource is a parameter or a pseudo parameter.
    if (!resource || ordered.has(logicalId)) return;
    if (path.includes(logicalId)) throw new CircularDependencyError([...path, logicalId].join(' -> '));
    const needed = [resource.DependsOn ?? [], namesIn(resource.Properties ?? {})].flat();
    for (const name of needed) visit(name, [...path, logicalId]);
    ordered.add(logicalId);
  }

  for (const logicalId of Object.keys(Resources)) visit(logicalId, []);
  return [...ordered];
}

function namesIn(value: Json): string[] {
  if (Array.isArray(value)) return value.flatMap(namesIn);
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([key, member]) => [...namesOf(key, member), ...namesIn(member)]);
}

function namesOf(key: string, argument: Json): string[] {
  const first = Array.isArray(argument) ? argument[0] : argument;
  if (typeof first !== 'string') return [];
  if (key === 'Ref') return [first];
  if (key === 'Fn::GetAtt') return first.split('.', 1);
  if (key === 'Fn::Sub') return [...first.matchAll(/\$\{([^!}.]+)/g)].map(([, name]) => name as string);
  return [];
}
