// The CDK app. It reads the deploy-time context and makes the two stacks of one deployment.

import { App } from 'aws-cdk-lib';
import { makeLikesStacks } from '../lib/make-likes-stacks.ts';
import { addRulePacks } from './add-rule-packs.ts';
import { readContext } from './read-context.ts';

const app = new App({ analyticsReporting: false });
const deployment = readContext(app.node.getAllContext() as Record<string, unknown>);

if ('problem' in deployment) {
  console.error(deployment.problem);
  process.exit(1);
}

makeLikesStacks(app, deployment);
await addRulePacks(app);
app.synth();
