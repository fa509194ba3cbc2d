// The built page in a private bucket, which only the edge may read.

import { join } from 'node:path';
import { RemovalPolicy, Validations } from 'aws-cdk-lib';
import {
  type BehaviorOptions,
  CachePolicy,
  S3OriginAccessControl,
  ViewerProtocolPolicy,
} from 'aws-cdk-lib/aws-cloudfront';
import { S3BucketOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import { LogGroup, type RetentionDays } from 'aws-cdk-lib/aws-logs';
import { BlockPublicAccess, Bucket, BucketEncryption, type IBucket } from 'aws-cdk-lib/aws-s3';
import { BucketDeployment, CacheControl, Source } from 'aws-cdk-lib/aws-s3-deployment';
import { Construct } from 'constructs';
import { acknowledgeDeployment } from './deployment-findings.ts';
import { globalName } from './global-name.ts';
import { pageHeaders } from './security-headers.ts';

const root = join(import.meta.dirname, '..', '..');

/** Vite names the files in here by what is in them, so that a name never gets other content. */
const HASHED_FILES = 'assets/*';

interface PageProps {
  /** The directory of the built page, relative to the project. */
  readonly directory: string;
  readonly liveUrl: string | undefined;
  readonly logRetentionDays: number;
}

export class Page extends Construct {
  readonly behavior: BehaviorOptions;

  constructor(scope: Construct, id: string, { directory, liveUrl, logRetentionDays }: PageProps) {
    super(scope, id);
    const files = new Bucket(this, 'Files', {
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      encryption: BucketEncryption.S3_MANAGED,
      enforceSSL: true,
      // The deployment below empties it before it is deleted, and a build makes the files again.
      removalPolicy: RemovalPolicy.DESTROY,
    });
    Validations.of(files).acknowledge({
      id: 'AwsSolutions-S1',
      reason: 'A log of requests would hold the addresses of people. Only CloudFront reads this bucket',
    });

    const logGroup = new LogGroup(this, 'DeploymentLog', {
      retention: logRetentionDays as RetentionDays,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    // The class leaves open a property that its own interface has not.
    const bucket = files as IBucket;
    const source = Source.asset(join(root, directory));
    const common = {
      sources: [source],
      destinationBucket: bucket,
      // Files of the page before stay, because people have that page open.
      prune: false,
      retainOnDelete: false,
      logGroup,
    };
    const hashed = new BucketDeployment(this, 'HashedFiles', {
      ...common,
      exclude: ['*'],
      include: [HASHED_FILES],
      cacheControl: [CacheControl.fromString('public, max-age=31536000, immutable')],
    });
    const others = new BucketDeployment(this, 'OtherFiles', {
      ...common,
      exclude: [HASHED_FILES],
      cacheControl: [CacheControl.fromString('public, max-age=60, stale-while-revalidate=60')],
    });
    // The page names files, so it comes after them.
    others.node.addDependency(hashed);
    acknowledgeDeployment(this, files);

    this.behavior = {
      origin: S3BucketOrigin.withOriginAccessControl(bucket, {
        originAccessControl: new S3OriginAccessControl(this, 'Access', {
          originAccessControlName: globalName(this, 'Access'),
        }),
      }),
      viewerProtocolPolicy: ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
      cachePolicy: CachePolicy.CACHING_OPTIMIZED,
      responseHeadersPolicy: pageHeaders(this, liveUrl),
      compress: true,
    };
  }
}
