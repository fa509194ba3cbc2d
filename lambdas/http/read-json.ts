// Reads a JSON body: turns its bytes into a value of the schema's type, or tells why that is not possible. What is cheaper to check is
// checked first: the content type, the number of values, the syntax, and then what the values are.

import type { Context } from 'hono';
import { createMiddleware } from 'hono/factory';
import * as v from 'valibot';
import { hasMoreValuesThan } from './count-values.ts';
import type { LambdaEnv } from './lambda-env.ts';
import { MAX_FIELD_ERRORS } from './list-of.ts';
import { badField, type FieldError, problem } from './problem.ts';
import { readText, type SentBody } from './sent-body.ts';

/** An event id of a client is refused by the server's clock, so its refusal tells the server's time. */
const EVENT_ID_FIELD = /\.id$/;

/** Looks at a body before its values are checked, and may refuse it. */
export type Look = (c: Context, body: unknown) => Response | undefined;

interface JsonBody<S extends v.GenericSchema> {
  readonly schema: S;
  readonly now: () => number;
  /** A body with more values is refused before it is parsed. */
  readonly maxValues: number;
  /** What is then wrong. */
  readonly tooMany: FieldError;
  readonly look: Look;
}

/** Sets `body` to the request's body if the schema describes it, and answers 400 or 415 otherwise. */
export function readJson<S extends v.GenericSchema>({ schema, now, maxValues, tooMany, look }: JsonBody<S>) {
  return createMiddleware<LambdaEnv & { Variables: { body: v.InferOutput<S> } }>(async (c, next) => {
    const mediaType = c.req.header('content-type')?.split(';', 1)[0]?.trim().toLowerCase();
    if (mediaType !== 'application/json')
      return problem(415, 'The content type of the body must be application/json.');
    const text = readBody(c.env.event.sentBody);
    if (text !== undefined && hasMoreValuesThan(text, maxValues))
      return badField(tooMany.field, tooMany.detail);
    const value = text === undefined ? undefined : parseJson(text);
    if (value === undefined) return problem(400, 'The body is not JSON in UTF-8.');
    const refusal = look(c, value);
    if (refusal) return refusal;
    const result = v.safeParse(schema, value, { abortPipeEarly: true });
    if (!result.success) return badBody(result.issues, now());
    c.set('body', result.output);
    return await next();
  });
}

const readBody = (body: SentBody | undefined) => (body ? readText(body) : undefined);

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function badBody(issues: readonly v.BaseIssue<unknown>[], nowMs: number): Response {
  const found = issues.map(toFieldError);
  const errors = found.slice(0, MAX_FIELD_ERRORS);
  const serverTimeMs = found.some(({ field }) => EVENT_ID_FIELD.test(field)) ? nowMs : undefined;
  const detail = errors.map(({ field, detail }) => `${field}: ${detail}`).join('; ');
  return problem(400, detail, { errors, serverTimeMs });
}

function toFieldError({ path, expected, message }: v.BaseIssue<unknown>): FieldError {
  const field = (path ?? []).reduce((text, { key }) => {
    if (typeof key === 'number') return `${text}[${key}]`;
    return text === '' ? String(key) : `${text}.${String(key)}`;
  }, '');
  const detail = expected === 'never' ? 'is not a field of this request' : message;
  return { field: field || 'body', detail };
}
