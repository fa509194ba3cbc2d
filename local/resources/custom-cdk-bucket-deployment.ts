// Custom::CDKBucketDeployment: copies the files of an asset into a bucket. On AWS a function of the CDK does it, in Python and with the
// AWS CLI. Here this resource does the same work itself.

import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { matchesPattern } from '../edge/distribution.ts';
import { contentTypeOf } from '../gateway/static-files.ts';
import { requireValue } from '../template/check-properties.ts';
import { isObject, type Json, toText } from '../template/template.ts';
import { type ResourceAddress, UnsupportedTemplateError } from '../template/unsupported-template-error.ts';
import type { ResourceType } from './resource-type.ts';

export const customCdkBucketDeployment: ResourceType = {
  rules: {
    actedOn: [
      'DestinationBucketName',
      'Exclude',
      'Include',
      'Prune',
      'SourceObjectKeys',
      'SystemMetadata.cache-control',
    ],
    noEffect: {
      OutputObjectKeys: 'nobody reads them here',
      RetainOnDelete: 'the local cloud deletes nothing',
      ServiceToken: 'the resource does the work of that function itself',
      SourceBucketNames: 'the files are read from the assembly',
      WaitForDistributionInvalidation: 'the cache is empty at each start',
    },
  },
  create({ address, properties, physicalName, assetDirs, cloud: { edge } }) {
    requireValue(address, 'Prune', properties['Prune'] ?? true, false);
    const name = toText(properties['DestinationBucketName']);
    const bucket = edge.buckets.get(name);
    if (!bucket)
      throw new UnsupportedTemplateError(
        address,
        `property DestinationBucketName: there is no bucket ${name}`,
      );
    const { SystemMetadata: metadata } = properties;
    const cacheControl = isObject(metadata) ? metadata['cache-control'] : undefined;
    for (const key of list(properties['SourceObjectKeys'])) {
      const directory = directoryOf(address, key, assetDirs);
      for (const path of filesOf(directory)) {
        const file = relative(directory, path).split(sep).join('/');
        if (!isWanted(file, list(properties['Exclude']), list(properties['Include']))) continue;
        const caching = cacheControl === undefined ? [] : [['cache-control', toText(cacheControl)] as const];
        bucket.set(file, {
          content: readFileSync(path),
          headers: [['content-type', contentTypeOf(file)], ...caching],
        });
      }
    }
    return { ref: physicalName };
  },
};

function directoryOf(address: ResourceAddress, key: string, assetDirs: ReadonlyMap<string, string>): string {
  const directory = assetDirs.get(key);
  if (directory !== undefined) return directory;
  throw new UnsupportedTemplateError(
    address,
    `property SourceObjectKeys: there is no asset ${key} in the assembly`,
  );
}

const filesOf = (directory: string): string[] =>
  readdirSync(directory, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));

/** What is included later than it is excluded is copied, as `aws s3 sync` does it. */
const isWanted = (file: string, excluded: readonly string[], included: readonly string[]): boolean =>
  !excluded.some((pattern) => matchesPattern(pattern, file)) ||
  included.some((pattern) => matchesPattern(pattern, file));

const list = (value: Json | undefined): readonly string[] => (Array.isArray(value) ? value.map(toText) : []);
