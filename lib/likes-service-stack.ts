// The stack without state: the functions, the API and the event source mappings, on the data of the other stack.

import { CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import type { Capacity } from '../planner/capacity.ts';
import { DrainBurstFunction } from './functions/drain-burst.ts';
import { DrainBurstMapping } from './functions/drain-burst-mapping.ts';
import { BatchLikesMapping } from './functions/batch-likes-mapping.ts';
import { batcherId } from './functions/batcher-id.ts';
import { AnswerViewerFunction } from './functions/answer-viewer.ts';
import { BroadcastFunction } from './functions/broadcast.ts';
import { BroadcastMapping } from './functions/broadcast-mapping.ts';
import { AcceptLikeFunction } from './functions/accept-like.ts';
import { BatchLikesFunction } from './functions/batch-likes.ts';
import { CanaryFunction } from './functions/canary.ts';
import { DescribeApiFunction } from './functions/describe-api.ts';
import { IssueVisitorFunction } from './functions/issue-visitor.ts';
import { MergeBucketsFunction } from './functions/merge-buckets.ts';
import { ReadCountsFunction } from './functions/read-counts.ts';
import { RotateKeysFunction } from './functions/rotate-keys.ts';
import { RollUpFunction } from './functions/roll-up.ts';
import { RollUpMapping } from './functions/roll-up-mapping.ts';
import { ViewersApi } from './api/viewers-api.ts';
import type { LikesFunction } from './functions/likes-function.ts';
import { wantTracing } from './functions/tracing.ts';
import { LikesApi } from './api/likes-api.ts';
import type { LikesDataStack } from './data/likes-data-stack.ts';
import type { Deployment } from './deployment.ts';
import { LikesRestApi } from './api/likes-rest-api.ts';
import { Edge, type EdgeProps } from './edge/edge.ts';
import { Operations } from './operations/operations.ts';
import { watch } from './operations/watched.ts';
import { EdgeSecret } from './edge/edge-secret.ts';
import type { EdgeSettings } from './edge/edge-settings.ts';
import { GradualRollout } from './rollout/gradual-rollout.ts';

interface LikesServiceStackProps extends StackProps {
  readonly deployment: Deployment;
  readonly data: LikesDataStack;
}

export class LikesServiceStack extends Stack {
  constructor(scope: Construct, id: string, { deployment, data, ...props }: LikesServiceStackProps) {
    super(scope, id, { description: 'Likes counter: functions, HTTP API, event source mappings', ...props });

    const { plan, target, allowedOrigins, ownDomain, edge, rollout, operations, tables } = deployment;
    if (deployment.tracing) wantTracing(this);
    const { capacity } = plan;
    const acceptLike = new AcceptLikeFunction(this, 'AcceptLike', plan, data);
    const batchLikes = new BatchLikesFunction(this, batcherId('BatchLikes', tables), capacity, data);
    new MergeBucketsFunction(this, 'MergeBuckets', capacity, data);
    const readCounts = new ReadCountsFunction(this, 'ReadCounts', capacity, data);
    const issueVisitor =
      data.auth.kind === 'visitor-key'
        ? new IssueVisitorFunction(this, 'IssueVisitor', capacity, {
            auth: data.auth,
            challenge: deployment.challenge,
          })
        : undefined;
    if (deployment.rotateKeys && data.auth.kind === 'visitor-key')
      new RotateKeysFunction(this, 'RotateKeys', capacity, data.auth.secret);
    const liveUrl = this.addPush(capacity, data);
    const describeApi = new DescribeApiFunction(this, 'DescribeApi', capacity, liveUrl);

    new BatchLikesMapping(this, batcherId('BatchLikesMapping', tables), {
      stream: data.likeEvents,
      batchLikes: batchLikes.function,
      settings: capacity.eventSourceMapping,
      lastResort: data.lastResort,
      forLocalStack: target === 'localstack',
    });

    if (data.burst && capacity.burst) {
      const drainBurst = new DrainBurstFunction(this, 'DrainBurst', capacity, data, data.burst);
      new DrainBurstMapping(this, 'DrainBurstMapping', {
        queue: data.burst.queue,
        drainBurst: drainBurst.function,
        capacity: capacity.burst,
        forLocalStack: target === 'localstack',
      });
    }

    if (data.rollUp && capacity.rollUp) {
      const rollUp = new RollUpFunction(this, 'RollUp', {
        capacity,
        rollUp: capacity.rollUp,
        data,
        source: data.rollUp,
      });
      new RollUpMapping(this, 'RollUpMapping', {
        stream: data.rollUp.countUpdates,
        rollUp: rollUp.function,
        settings: capacity.rollUp.mapping,
        forLocalStack: target === 'localstack',
      });
    }

    const gradual = rollout === 'linear' ? new GradualRollout(this, 'Rollout') : undefined;
    const live = (it: LikesFunction): IFunction => gradual?.aliasOf(it) ?? it.function;
    const apiProps = {
      plan,
      acceptLike: live(acceptLike),
      readCounts: live(readCounts),
      issueVisitor: issueVisitor && live(issueVisitor),
      describeApi: live(describeApi),
    };
    const api =
      target === 'localstack'
        ? new LikesRestApi(this, 'Rest', { ...apiProps, allowedOrigins })
        : // Where there is an edge, the owner's name is the edge's.
          new LikesApi(this, 'Http', {
            ...apiProps,
            allowedOrigins,
            ownDomain: edge ? undefined : ownDomain,
          });
    if (api instanceof LikesApi) gradual?.watch(api.api);
    const { url } = edge
      ? this.putBehindEdge(edge, {
          apiUrl: api.url,
          liveUrl,
          functions: [acceptLike, readCounts, issueVisitor, describeApi],
          allowedOrigins,
          ownDomain,
          logRetentionDays: capacity.logRetentionDays,
        })
      : api;
    // It is a visitor, and an OIDC issuer would have to give it a token.
    const canary =
      capacity.canary && issueVisitor
        ? new CanaryFunction(this, 'Canary', { capacity, canary: capacity.canary, url })
        : undefined;
    new CfnOutput(this, 'Url', { value: url, description: 'URL of the likes API' });
    if (liveUrl !== undefined)
      new CfnOutput(this, 'LiveUrl', { value: liveUrl, description: 'URL of the live counts' });
    if (operations)
      new Operations(this, 'Operations', {
        plan,
        settings: operations,
        watched: watch(this, data, api),
        canaryEveryMinutes: canary && capacity.canary?.everyMinutes,
      });
  }

  /** Returns where pages connect, or undefined where they ask for counts. */
  private addPush(capacity: Capacity, data: LikesDataStack): string | undefined {
    if (!data.push || !capacity.push) return undefined;
    const { queue, connections } = data.push;
    const { push } = capacity;
    const answerViewer = new AnswerViewerFunction(this, 'AnswerViewer', {
      capacity,
      push,
      data,
      connections,
    });
    const viewersApi = new ViewersApi(this, 'Viewers', { capacity, answerViewer: answerViewer.function });
    const broadcast = new BroadcastFunction(this, 'Broadcast', {
      capacity,
      push,
      data: data.push,
      viewersApi,
    });
    new BroadcastMapping(this, 'BroadcastMapping', {
      queue,
      broadcast: broadcast.function,
      capacity: push,
    });
    return viewersApi.url;
  }

  private putBehindEdge(
    settings: EdgeSettings,
    {
      functions,
      ...props
    }: Omit<EdgeProps, 'settings' | 'secret'> & {
      readonly functions: readonly (LikesFunction | undefined)[];
    },
  ): Edge {
    const secret = new EdgeSecret(this, 'EdgeSecret');
    secret.guard(functions.filter((it) => it !== undefined));
    return new Edge(this, 'Edge', { ...props, settings, secret });
  }
}
