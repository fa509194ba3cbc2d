import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readDeployment } from '../../bin/read-deployment.ts';
import { PROJECT_DIR } from '../../command-line/project-dir.ts';

const page = readFileSync(join(PROJECT_DIR, 'docs', 'deploy.md'), 'utf8');
const between = (from: string, to: string) => page.slice(page.indexOf(from), page.indexOf(to));
const asKeys = (found: Iterable<RegExpExecArray>) => [...found].map(([, key = '']) => key);

test('the page names each key of the context once, and no other', () => {
  const bad = readDeployment({ context: { nonsense: '1' }, directory: '/nonexistent' });
  const [, known = ''] = /known: ([\w, ]+)/.exec('problem' in bad ? bad.problem : '') ?? [];
  const section = between('The **context**', 'An origin has the form');
  const values = ['true', 'false', 'on', 'off', 'fairness'];
  const named = asKeys(section.matchAll(/`(\w+)(?:=visitors)?`/g)).filter((key) => !values.includes(key));
  expect(named.toSorted()).toEqual(known.split(', ').toSorted());
});

test('the table of the file of a stage has a row for each key of the schema, and no other', () => {
  const schema = JSON.parse(
    readFileSync(join(PROJECT_DIR, 'deployments', 'deployment.schema.json'), 'utf8'),
  ) as { properties: Record<string, unknown> };
  const rows = asKeys(
    between('## The file of a stage', 'A scenario of your own').matchAll(/^\| `(\w+)` \|/gm),
  );
  const inSchema = Object.keys(schema.properties).filter((key) => key !== '$schema');
  expect(rows.toSorted()).toEqual(inSchema.toSorted());
});
