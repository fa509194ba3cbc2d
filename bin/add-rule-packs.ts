// Makes cdk-nag a part of the synthesis: a finding without a reason stops it, as a mistake in a template does.
// CDK_VALIDATION=false leaves it out, like the validation of templates. Loading the packs alone takes 0.2 s.

import { type App, Validations } from 'aws-cdk-lib';

export async function addRulePacks(app: App): Promise<void> {
  if (process.env['CDK_VALIDATION'] === 'false') return;
  const { AwsSolutionsChecks, ServerlessChecks } = await import('cdk-nag');
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app), new ServerlessChecks(app));
}
