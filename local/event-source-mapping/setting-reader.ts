// Reads the properties of AWS::Lambda::EventSourceMapping one by one. A property that nobody has read is an error, and is never
// ignored.

import type { JsonObject } from '../template/template.ts';

/** Thrown for a property or value that the local cloud cannot honour. */
export class UnsupportedSettingError extends Error {
  override readonly name = 'UnsupportedSettingError';
}

/** Properties that every caller handles by itself, or that have no effect. */
const ELSEWHERE = new Set(['EventSourceArn', 'FunctionName', 'Tags']);

export interface SettingReader {
  readonly take: (name: string) => unknown;
  /** Returns a whole number. Throws UnsupportedSettingError when it is out of its range. */
  readonly takeNumber: (name: string, fallback: number, min: number, max: number) => number;
  readonly takeBoolean: (name: string, fallback: boolean) => boolean;
  /** Returns whether the mapping reads partial batch responses. */
  readonly takeResponseTypes: () => boolean;
  /** Throws UnsupportedSettingError for a property that was not taken. */
  readonly refuseOthers: (source: string) => void;
}

export function makeSettingReader(properties: JsonObject): SettingReader {
  const rest = new Map(Object.entries(properties));
  const take = (name: string): unknown => {
    const value = rest.get(name);
    rest.delete(name);
    return value;
  };
  return {
    take,
    takeNumber: (name, fallback, min, max) => readNumber(name, take(name) ?? fallback, min, max),
    takeBoolean(name, fallback) {
      const value = take(name) ?? fallback;
      if (value === true || value === 'true') return true;
      if (value === false || value === 'false') return false;
      throw new UnsupportedSettingError(`property ${name} must be true or false`);
    },
    takeResponseTypes() {
      const types = take('FunctionResponseTypes') ?? [];
      if (Array.isArray(types) && types.every((type) => type === 'ReportBatchItemFailures'))
        return types.length > 0;
      throw new UnsupportedSettingError(
        'property FunctionResponseTypes may hold ReportBatchItemFailures only',
      );
    },
    refuseOthers(source) {
      for (const name of rest.keys()) {
        if (!ELSEWHERE.has(name))
          throw new UnsupportedSettingError(`property ${name} is not supported for ${source}`);
      }
    },
  };
}

export function readNumber(name: string, value: unknown, min: number, max: number): number {
  const number = Number(value);
  if (Number.isInteger(number) && number >= min && number <= max) return number;
  throw new UnsupportedSettingError(`property ${name} must be a whole number from ${min} to ${max}`);
}
