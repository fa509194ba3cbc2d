// AWS::S3::Bucket: a bucket of the S3 server. The files of a page are beside it in memory, where the edge reads them.

import { CreateBucketCommand } from '@aws-sdk/client-s3';
import type { ResourceType } from './resource-type.ts';
import { makeArn, REGION } from './arn.ts';

// source: S3 guide, "General purpose bucket naming rules"
const MAX_NAME_LENGTH = 63;

export const s3Bucket: ResourceType = {
  rules: {
    actedOn: ['BucketName'],
    noEffect: {
      BucketEncryption: 'nothing is encrypted at rest on this machine',
      LifecycleConfiguration: 'objects stay until they are deleted',
      PublicAccessBlockConfiguration: 'the local cloud checks no permissions',
      Tags: 'only people and bills read it',
      VersioningConfiguration: 'an object that is deleted is gone',
    },
  },
  async create({ properties, physicalName, cloud: { edge, s3 } }) {
    const given = properties['BucketName'];
    const name = typeof given === 'string' ? given : physicalName.toLowerCase().slice(-MAX_NAME_LENGTH);
    await s3.send(new CreateBucketCommand({ Bucket: name }));
    edge.buckets.set(name, new Map());
    const domainName = `${name}.s3.amazonaws.com`;
    return {
      ref: name,
      attributes: {
        // The ARN of a bucket has neither a region nor an account.
        Arn: makeArn('s3', name, '').replace(/::\d+:/, ':::'),
        DomainName: domainName,
        RegionalDomainName: `${name}.s3.${REGION}.amazonaws.com`,
      },
    };
  },
};
