// A function of a template, with its bundle.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Json, TemplateResource } from '../../../local/template/template.ts';

/** A directory with `index.mjs`, to be named `code.zip` in `assetDirs`; gone when the test ends. */
export function makeBundle(source: string): Record<string, string> {
  const dir = mkdtempSync(join(tmpdir(), 'bundle-'));
  onTestFinished(() => rmSync(dir, { recursive: true }));
  writeFileSync(join(dir, 'index.mjs'), source);
  return { 'code.zip': dir };
}

export const functionResource = (properties: Record<string, Json> = {}): TemplateResource => ({
  Type: 'AWS::Lambda::Function',
  Properties: {
    Code: { S3Bucket: 'assets', S3Key: 'code.zip' },
    Handler: 'index.handler',
    Runtime: 'nodejs24.x',
    Architectures: ['arm64'],
    Role: { 'Fn::GetAtt': ['Role', 'Arn'] },
    ...properties,
  },
});

export const ROLE: TemplateResource = {
  Type: 'AWS::IAM::Role',
  Properties: { AssumeRolePolicyDocument: { Statement: [] } },
};
