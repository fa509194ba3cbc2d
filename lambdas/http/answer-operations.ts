// Gives each operation of a function its handlers. Method and path come from the table of routes, never from a handler.

import type { Factory } from 'hono/factory';
import type { Hono } from 'hono/tiny';
import type { H } from 'hono/types';
import { type HttpFunction, type OperationOf, operations, routes } from '../../core/api/routes.ts';
import type { LambdaEnv } from './lambda-env.ts';
import { makeApp } from './make-app.ts';

/** This type says nothing of variables. If it did, TypeScript would infer those of a chain from here, as `any`. */
type Chain = readonly ((...args: never[]) => unknown)[];

/** Puts the handlers of one operation in order. The type of each knows the variables that the handlers before it set. */
export const inOrder: Factory<LambdaEnv>['createHandlers'] = (...handlers: H[]) => handlers as never;

/** Makes the app of a function. If an operation is missing, or belongs to another function, the call does not type-check. */
export function answerOperations<F extends HttpFunction>(
  name: F,
  chains: Readonly<Record<OperationOf<F>, Chain>>,
): Hono<LambdaEnv> {
  const app = makeApp();
  const ofFunction = operations.filter((it): it is OperationOf<F> => routes[it].answeredBy === name);
  for (const operation of ofFunction) {
    const { method, path } = routes[operation];
    app.on(method, [toHonoPath(path)], ...(chains[operation] as readonly H[]));
  }
  return app;
}

/** A parameter may be empty here, so that the handler refuses it by name. */
const toHonoPath = (path: string) => path.replace(/\{(\w+)\}/g, ':$1{[^/]*}');
