// The CDK app. It reads what the deployment is and makes its two stacks.

import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { makeLikesStacks } from '../lib/make-likes-stacks.ts';
import { addRulePacks } from './add-rule-packs.ts';
import { readDeployment } from './read-deployment.ts';

const app = new App({ analyticsReporting: false });
const found = readDeployment({
  context: app.node.getAllContext() as Record<string, unknown>,
  directory: process.env['LIKES_DEPLOYMENTS'] ?? join(import.meta.dirname, '..', 'deployments'),
  defaultRegion: process.env['CDK_DEFAULT_REGION'],
});

if ('problem' in found) {
  console.error(found.problem);
  process.exit(1);
}

for (const notice of found.notices) console.error(notice);
makeLikesStacks(app, found.deployment);
await addRulePacks(app);
app.synth();
