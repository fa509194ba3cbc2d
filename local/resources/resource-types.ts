// Every type of resource that the local cloud knows.

import { apiGatewayV2Api } from './apigatewayv2-api.ts';
import { apiGatewayV2Deployment } from './apigatewayv2-deployment.ts';
import { apiGatewayV2Integration } from './apigatewayv2-integration.ts';
import { apiGatewayV2Route } from './apigatewayv2-route.ts';
import { apiGatewayV2RouteResponse } from './apigatewayv2-route-response.ts';
import { apiGatewayV2Stage } from './apigatewayv2-stage.ts';
import { applicationAutoScalingScalableTarget } from './applicationautoscaling-scalable-target.ts';
import { applicationAutoScalingScalingPolicy } from './applicationautoscaling-scaling-policy.ts';
import { cloudFrontCachePolicy } from './cloudfront-cache-policy.ts';
import { cloudFrontDistribution } from './cloudfront-distribution.ts';
import { cloudFrontOriginAccessControl } from './cloudfront-origin-access-control.ts';
import { cloudFrontOriginRequestPolicy } from './cloudfront-origin-request-policy.ts';
import { cloudFrontResponseHeadersPolicy } from './cloudfront-response-headers-policy.ts';
import { codeDeployApplication } from './codedeploy-application.ts';
import { codeDeployDeploymentGroup } from './codedeploy-deployment-group.ts';
import { cloudWatchAlarm } from './cloudwatch-alarm.ts';
import { cloudWatchDashboard } from './cloudwatch-dashboard.ts';
import { customCdkBucketDeployment } from './custom-cdk-bucket-deployment.ts';
import { dynamodbTable } from './dynamodb-table.ts';
import { eventsRule } from './events-rule.ts';
import { iamPolicy } from './iam-policy.ts';
import { iamRole } from './iam-role.ts';
import { kinesisStream } from './kinesis-stream.ts';
import { lambdaAlias } from './lambda-alias.ts';
import { lambdaEventInvokeConfig } from './lambda-event-invoke-config.ts';
import { lambdaEventSourceMapping } from './lambda-event-source-mapping.ts';
import { lambdaFunction } from './lambda-function.ts';
import { lambdaLayerVersion } from './lambda-layer-version.ts';
import { lambdaPermission } from './lambda-permission.ts';
import { lambdaVersion } from './lambda-version.ts';
import { logsLogGroup } from './logs-log-group.ts';
import type { ResourceType } from './resource-type.ts';
import { s3Bucket } from './s3-bucket.ts';
import { s3BucketPolicy } from './s3-bucket-policy.ts';
import { secretsManagerRotationSchedule } from './secrets-manager-rotation-schedule.ts';
import { secretsManagerSecret } from './secrets-manager-secret.ts';
import { snsSubscription } from './sns-subscription.ts';
import { snsTopic } from './sns-topic.ts';
import { snsTopicPolicy } from './sns-topic-policy.ts';
import { sqsQueue } from './sqs-queue.ts';
import { sqsQueuePolicy } from './sqs-queue-policy.ts';

export const resourceTypes: ReadonlyMap<string, ResourceType> = new Map([
  ['AWS::ApiGatewayV2::Api', apiGatewayV2Api],
  ['AWS::ApiGatewayV2::Deployment', apiGatewayV2Deployment],
  ['AWS::ApiGatewayV2::Integration', apiGatewayV2Integration],
  ['AWS::ApiGatewayV2::Route', apiGatewayV2Route],
  ['AWS::ApiGatewayV2::RouteResponse', apiGatewayV2RouteResponse],
  ['AWS::ApiGatewayV2::Stage', apiGatewayV2Stage],
  ['AWS::ApplicationAutoScaling::ScalableTarget', applicationAutoScalingScalableTarget],
  ['AWS::ApplicationAutoScaling::ScalingPolicy', applicationAutoScalingScalingPolicy],
  ['AWS::CloudFront::CachePolicy', cloudFrontCachePolicy],
  ['AWS::CloudFront::Distribution', cloudFrontDistribution],
  ['AWS::CloudFront::OriginAccessControl', cloudFrontOriginAccessControl],
  ['AWS::CloudFront::OriginRequestPolicy', cloudFrontOriginRequestPolicy],
  ['AWS::CloudFront::ResponseHeadersPolicy', cloudFrontResponseHeadersPolicy],
  ['AWS::CodeDeploy::Application', codeDeployApplication],
  ['AWS::CodeDeploy::DeploymentGroup', codeDeployDeploymentGroup],
  ['AWS::CloudWatch::Alarm', cloudWatchAlarm],
  ['AWS::CloudWatch::Dashboard', cloudWatchDashboard],
  ['AWS::DynamoDB::Table', dynamodbTable],
  ['AWS::Events::Rule', eventsRule],
  ['AWS::IAM::Policy', iamPolicy],
  ['AWS::IAM::Role', iamRole],
  ['AWS::Kinesis::Stream', kinesisStream],
  ['AWS::Lambda::Alias', lambdaAlias],
  ['AWS::Lambda::EventInvokeConfig', lambdaEventInvokeConfig],
  ['AWS::Lambda::EventSourceMapping', lambdaEventSourceMapping],
  ['AWS::Lambda::Function', lambdaFunction],
  ['AWS::Lambda::LayerVersion', lambdaLayerVersion],
  ['AWS::Lambda::Permission', lambdaPermission],
  ['AWS::Lambda::Version', lambdaVersion],
  ['AWS::Logs::LogGroup', logsLogGroup],
  ['AWS::S3::Bucket', s3Bucket],
  ['AWS::S3::BucketPolicy', s3BucketPolicy],
  ['AWS::SNS::Subscription', snsSubscription],
  ['AWS::SNS::Topic', snsTopic],
  ['AWS::SNS::TopicPolicy', snsTopicPolicy],
  ['AWS::SQS::Queue', sqsQueue],
  ['AWS::SQS::QueuePolicy', sqsQueuePolicy],
  ['AWS::SecretsManager::RotationSchedule', secretsManagerRotationSchedule],
  ['AWS::SecretsManager::Secret', secretsManagerSecret],
  ['Custom::CDKBucketDeployment', customCdkBucketDeployment],
]);
