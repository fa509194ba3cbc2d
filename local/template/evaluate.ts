// Evaluates CloudFormation's intrinsic functions. The code is pure: the scope says what a name stands for.

import { isObject, type Json, type JsonObject } from './template.ts';

export interface Scope {
  /** The value of a resource's Ref, a parameter or a pseudo parameter. */
  ref(name: string): Json;
  getAtt(logicalId: string, attribute: string): Json;
  importValue(exportName: string): Json;
  /** The definition of a condition. */
  condition(name: string): Json;
}

/** Thrown for an intrinsic function that is unknown or wrongly used. */
export class IntrinsicError extends Error {
  override readonly name = 'IntrinsicError';
}

const NO_VALUE = 'AWS::NoValue';

const isNoValue = (value: Json) => isObject(value) && value['Ref'] === NO_VALUE;

function intrinsicOf(value: JsonObject): [name: string, argument: Json] | undefined {
  const [name, ...others] = Object.keys(value);
  if (name === undefined || others.length > 0) return undefined;
  return name === 'Ref' || name === 'Condition' || name.startsWith('Fn::')
    ? [name, value[name] as Json]
    : undefined;
}

/** True for a call such as `{ Ref: ... }`. */
export const isIntrinsic = (value: JsonObject): boolean => intrinsicOf(value) !== undefined;

/** Returns the value with every intrinsic function replaced by its result. `AWS::NoValue` removes its property or element. */
export function evaluate(value: Json, scope: Scope): Json {
  if (Array.isArray(value))
    return value.flatMap((element) => (removed(element, scope) ? [] : [evaluate(element, scope)]));
  if (!isObject(value)) return value;
  const intrinsic = intrinsicOf(value);
  if (intrinsic) return call(...intrinsic, scope);
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, member]) =>
      removed(member, scope) ? [] : [[key, evaluate(member, scope)]],
    ),
  );
}

function removed(value: Json, scope: Scope): boolean {
  if (!isObject(value)) return false;
  const branch = value['Fn::If'];
  return branch === undefined ? isNoValue(value) : removed(chooseBranch(branch, scope), scope);
}

function call(name: string, argument: Json, scope: Scope): Json {
  switch (name) {
    case 'Ref':
      return scope.ref(text(name, argument));
    case 'Fn::GetAtt':
      return getAtt(argument, scope);
    case 'Fn::ImportValue':
      return scope.importValue(text(name, evaluate(argument, scope)));
    case 'Fn::Join':
      return join(name, argument, scope);
    case 'Fn::Sub':
      return substitute(argument, scope);
    case 'Fn::Select': {
      const [index, list] = pair(name, argument);
      const chosen = array(name, evaluate(list, scope))[Number(evaluate(index, scope))];
      if (chosen === undefined)
        throw new IntrinsicError(`${name}: the list has no element ${JSON.stringify(index)}`);
      return chosen;
    }
    case 'Fn::Split': {
      const [separator, source] = pair(name, argument);
      return text(name, evaluate(source, scope)).split(text(name, separator));
    }
    case 'Fn::If':
      return evaluate(chooseBranch(argument, scope), scope);
    case 'Condition':
      return evaluate(scope.condition(text(name, argument)), scope);
    case 'Fn::Equals': {
      const [left, right] = pair(name, argument);
      return JSON.stringify(evaluate(left, scope)) === JSON.stringify(evaluate(right, scope));
    }
    case 'Fn::Not':
      return !truth(name, array(name, argument)[0] ?? null, scope);
    case 'Fn::And':
      return array(name, argument).every((condition) => truth(name, condition, scope));
    case 'Fn::Or':
      return array(name, argument).some((condition) => truth(name, condition, scope));
    default:
      throw new IntrinsicError(`${name} is not supported`);
  }
}

function chooseBranch(argument: Json, scope: Scope): Json {
  const [condition, then, otherwise] = array('Fn::If', argument);
  if (condition === undefined || then === undefined || otherwise === undefined)
    throw new IntrinsicError('Fn::If: expected a condition and two values');
  return truth('Fn::If', { Condition: condition }, scope) ? then : otherwise;
}

function getAtt(argument: Json, scope: Scope): Json {
  // Both forms are legal: ["Id", "Attribute.Nested"] and "Id.Attribute.Nested".
  const [logicalId, ...path] = Array.isArray(argument)
    ? argument.map((part) => text('Fn::GetAtt', evaluate(part, scope)))
    : text('Fn::GetAtt', argument).split('.');
  return scope.getAtt(logicalId ?? '', path.join('.'));
}

function join(name: string, argument: Json, scope: Scope): string {
  const [separator, list] = pair(name, argument);
  return array(name, evaluate(list, scope))
    .map((part) => text(name, part))
    .join(text(name, separator));
}

function substitute(argument: Json, scope: Scope): string {
  const [template, variables = {}] = Array.isArray(argument) ? argument : [argument];
  if (!isObject(variables)) throw new IntrinsicError('Fn::Sub: the variables are not an object');
  return text('Fn::Sub', template ?? null).replaceAll(
    /\$\{(!?)([^}]+)\}/g,
    (_, literal: string, name: string) => {
      // ${!Name} stands for the text ${Name}.
      if (literal) return `\${${name}}`;
      const variable = variables[name];
      if (variable !== undefined) return text('Fn::Sub', evaluate(variable, scope));
      return text('Fn::Sub', name.includes('.') ? getAtt(name, scope) : scope.ref(name));
    },
  );
}

function truth(name: string, condition: Json, scope: Scope): boolean {
  const value = evaluate(condition, scope);
  if (typeof value !== 'boolean')
    throw new IntrinsicError(`${name}: ${JSON.stringify(value)} is not a condition`);
  return value;
}

function text(name: string, value: Json): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  throw new IntrinsicError(`${name}: expected a string, found ${JSON.stringify(value)}`);
}

function array(name: string, value: Json): Json[] {
  if (Array.isArray(value)) return value;
  throw new IntrinsicError(`${name}: expected a list, found ${JSON.stringify(value)}`);
}

function pair(name: string, value: Json): [Json, Json] {
  const [first, second] = array(name, value);
  if (first === undefined || second === undefined) throw new IntrinsicError(`${name}: expected two values`);
  return [first, second];
}
