// Which function stands behind which routes. Both kinds of API read it.

import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { type HttpFunction, type Route, routes } from '../../core/api/routes.ts';
import type { Plan } from '../../planner/plan.ts';

export interface LikesApiProps {
  readonly plan: Plan;
  readonly acceptLike: IFunction;
  readonly readCounts: IFunction;
  /** Undefined when an OIDC issuer vouches for people. */
  readonly issueVisitor: IFunction | undefined;
  /** Answers for every address and method that no other function has. */
  readonly describeApi: IFunction;
}

export interface FunctionRoutes {
  readonly name: string;
  readonly target: IFunction;
  readonly routes: readonly Route[];
}

/** Returns the routes of every function but describe-api. That one gets all requests that match no route, also for its own document. */
export function apiRoutes({ acceptLike, readCounts, issueVisitor }: LikesApiProps): FunctionRoutes[] {
  const named = {
    'accept-like': { name: 'AcceptLike', target: acceptLike },
    'read-counts': { name: 'ReadCounts', target: readCounts },
    'issue-visitor': { name: 'IssueVisitor', target: issueVisitor },
  } satisfies Record<Exclude<HttpFunction, 'describe-api'>, object>;
  return Object.entries(named).flatMap(([answeredBy, { name, target }]) =>
    target
      ? [{ name, target, routes: Object.values(routes).filter((route) => route.answeredBy === answeredBy) }]
      : [],
  );
}
