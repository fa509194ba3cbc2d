// The parts of a CloudFormation template that matter here.

export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };
export type JsonObject = { [key: string]: Json };

export interface TemplateResource {
  readonly Type: string;
  readonly Properties?: JsonObject;
  readonly DependsOn?: string | string[];
  readonly Condition?: string;
}

export interface Template {
  readonly Resources?: Readonly<Record<string, TemplateResource>>;
  readonly Outputs?: Readonly<Record<string, { Value: Json; Export?: { Name: Json }; Condition?: string }>>;
  readonly Parameters?: Readonly<Record<string, { Type: string; Default?: Json }>>;
  readonly Conditions?: JsonObject;
  readonly Mappings?: JsonObject;
  readonly Transform?: Json;
}

export const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Returns a string as it is, and any other value as JSON. */
export const toText = (value: Json | undefined): string =>
  typeof value === 'string' ? value : JSON.stringify(value ?? null);
