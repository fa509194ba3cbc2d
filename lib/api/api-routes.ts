// Which function answers what, whatever kind of API stands before them.

import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { Scenario } from '../../scenarios/scenario.ts';

export interface LikesApiProps {
  readonly scenario: Scenario;
  readonly acceptLike: IFunction;
  readonly readCounts: IFunction;
  /** Absent where an OIDC issuer vouches for people. */
  readonly issueVisitor: IFunction | undefined;
  /** Answers for every address and method that no other function has. */
  readonly describeApi: IFunction;
}

type Method = 'GET' | 'PUT' | 'POST' | 'DELETE';

export interface FunctionRoutes {
  readonly name: string;
  readonly target: IFunction;
  readonly routes: readonly (readonly [method: Method, path: string])[];
}

/** The routes of every function but describe-api. */
export function apiRoutes({ acceptLike, readCounts, issueVisitor }: LikesApiProps): FunctionRoutes[] {
  const like = '/v1/posts/{postId}/like';
  return [
    {
      name: 'AcceptLike',
      target: acceptLike,
      routes: [
        ['PUT', like],
        ['DELETE', like],
        ['POST', '/v1/likes'],
      ],
    },
    {
      name: 'ReadCounts',
      target: readCounts,
      routes: [
        ['GET', '/v1/posts/{postId}/likes'],
        ['GET', '/v1/likes'],
      ],
    },
    ...(issueVisitor
      ? [{ name: 'IssueVisitor', target: issueVisitor, routes: [['POST', '/v1/visitors']] as const }]
      : []),
  ];
}
