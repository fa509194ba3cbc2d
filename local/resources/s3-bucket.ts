// AWS::S3::Bucket: files in memory, which only the edge reads.

import type { ResourceType } from './resource-type.ts';
import { makeArn, REGION } from './arn.ts';

// source: S3 guide, "General purpose bucket naming rules"
const MAX_NAME_LENGTH = 63;

export const s3Bucket: ResourceType = {
  rules: {
    actedOn: ['BucketName'],
    noEffect: {
      BucketEncryption: 'nothing is encrypted at rest on this machine',
      PublicAccessBlockConfiguration: 'nothing but the edge reads a bucket here',
      Tags: 'only people and bills read it',
    },
  },
  create({ properties, physicalName, cloud: { edge } }) {
    const given = properties['BucketName'];
    const name = typeof given === 'string' ? given : physicalName.toLowerCase().slice(-MAX_NAME_LENGTH);
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
