// The bill of materials of what is deployed: npm's own, of all that is locked, cut down to what is shipped.

import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { PROJECT_DIR } from '../../command-line/project-dir.ts';
import type { Shipped } from './shipped-packages.ts';

/** A bill in the form of CycloneDX, as far as it matters here. */
// source: CycloneDX 1.5, JSON reference
export interface Bill {
  readonly components: readonly Component[];
  readonly dependencies: readonly { readonly ref: string; readonly dependsOn: readonly string[] }[];
  readonly metadata: { readonly component: Pick<Component, 'bom-ref' | 'name'> };
}

export interface Component {
  /** Name and version, such as `hono@4.13.19`. */
  readonly 'bom-ref': string;
  readonly name: string;
  readonly version: string;
  readonly licenses?: readonly License[];
}

type License =
  | { readonly license: { readonly id?: string; readonly name?: string } }
  | { readonly expression: string };

export async function readBillOfAll(signal: AbortSignal): Promise<Bill> {
  const args = ['sbom', '--sbom-format', 'cyclonedx', '--package-lock-only'];
  const { stdout } = await promisify(execFile)('npm', args, {
    cwd: PROJECT_DIR,
    maxBuffer: 64 * 2 ** 20,
    signal,
  });
  return JSON.parse(stdout) as Bill;
}

/** Throws if a package is shipped and the bill does not list it. */
export function cutBill(bill: Bill, shipped: Shipped): Bill {
  const packages = new Set(shipped.values());
  const components = bill.components.filter((it) => packages.has(it['bom-ref']));
  const listed = new Set(components.map((it) => it['bom-ref']));
  const missing = [...packages].filter((it) => !listed.has(it));
  if (missing.length > 0) throw new Error(`npm's bill of materials does not list ${missing.join(', ')}`);
  const { component: project } = bill.metadata;
  const kept = new Set([...components, project].map((it) => it['bom-ref']));
  const dependencies = bill.dependencies
    .filter(({ ref }) => kept.has(ref))
    .map(({ ref, dependsOn }) => ({ ref, dependsOn: dependsOn.filter((it) => kept.has(it)) }));
  // npm takes the name of the directory for the name of the project.
  const name = project['bom-ref'].replace(/@[^@]*$/, '');
  return {
    ...bill,
    metadata: { ...bill.metadata, component: { ...project, name } },
    components,
    dependencies,
  };
}

/** An SPDX id or expression, or `none` where the package states none. */
export function licenceOf({ licenses = [] }: Component): string {
  const texts = licenses.map((it) =>
    'expression' in it ? it.expression : (it.license.id ?? it.license.name ?? 'none'),
  );
  return texts.length === 0 ? 'none' : texts.join(' AND ');
}
