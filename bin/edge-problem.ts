// What CloudFront cannot do with a deployment is said in one line, before CloudFormation says it after minutes.

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { DEFAULT_PAGE, EDGE_REGION, type EdgeSettings } from '../lib/edge/edge-settings.ts';
import type { Settings } from './setting-schemas.ts';

const projectDir = join(import.meta.dirname, '..');

/** Returns what is wrong with the edge of these settings, or undefined. */
export function findEdgeProblem(
  edge: EdgeSettings,
  { target, region, domain }: Settings,
): string | undefined {
  if (target === 'localstack')
    return 'edge: not with target=localstack, whose free edition has no CloudFront';
  const { page = DEFAULT_PAGE, webAclArn, requestsPerFiveMinutesPerAddress: rate } = edge;
  if (!existsSync(join(projectDir, page, 'index.html')))
    return `edge.page: there is no ${page}/index.html${page === DEFAULT_PAGE ? ': run "npm run page" first' : ''}`;
  if (webAclArn !== undefined && rate !== undefined)
    return 'edge.requestsPerFiveMinutesPerAddress: a rule of your own web ACL, webAclArn, takes its place';
  if (rate !== undefined && region !== EDGE_REGION)
    return `edge.requestsPerFiveMinutesPerAddress: only with region ${EDGE_REGION}, where CloudFront's web ACLs are; name one by webAclArn elsewhere`;
  const [, , , certificateRegion = EDGE_REGION] = domain?.certificateArn.split(':') ?? [];
  return certificateRegion === EDGE_REGION
    ? undefined
    : `certificateArn: it is in ${certificateRegion}, and CloudFront takes certificates of ${EDGE_REGION} only`;
}
