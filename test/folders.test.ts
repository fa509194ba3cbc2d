import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { PROJECT_DIR } from '../command-line/project-dir.ts';
import { type Folder, folders } from '../folders.ts';

const CODE = /\.(ts|js)$/;
const readme = readFileSync(join(PROJECT_DIR, 'README.md'), 'utf8');

/** A row of the README's table, as it must read. */
const lastCell = ({ mayImport }: Folder): string => {
  if (mayImport === 'any') return 'anything';
  return mayImport.length === 0 ? 'nothing' : mayImport.map((each) => `\`${each}\``).join(', ');
};

test.for(folders)('the README says what $folder may import', (folder) => {
  const [, row] = new RegExp(`^\\| \`${folder.folder}/\` \\|.*\\| ([^|]*) \\|$`, 'm').exec(readme) ?? [];
  expect(row).toBe(lastCell(folder));
});

test('the table has every folder with code, and no folder that is gone', () => {
  const rooms = readdirSync(PROJECT_DIR)
    .filter((name) => !name.startsWith('.') && !['node_modules', 'cdk.out'].includes(name))
    .filter((name) => statSync(join(PROJECT_DIR, name)).isDirectory())
    .flatMap((name) =>
      name === 'core' ? readdirSync(join(PROJECT_DIR, name)).map((layer) => `core/${layer}`) : name,
    )
    .filter((name) => filesOf(join(PROJECT_DIR, name)).some((file) => CODE.test(file)));
  expect(folders.map(({ folder }) => folder).toSorted()).toEqual(rooms.toSorted());
});

test('what a folder may import exists', () => {
  const known = new Set(['core', ...folders.map(({ folder }) => folder)]);
  const named = folders.flatMap(({ mayImport }) => (mayImport === 'any' ? [] : mayImport));
  expect(named.filter((name) => !known.has(name))).toEqual([]);
});

/** `import/no-cycle` sees circles of values; a circle of types is as hard to read. */
test('no file imports its importer, not even for a type', () => {
  const importsOf = new Map(
    folders
      .flatMap(({ folder }) =>
        filesOf(join(PROJECT_DIR, folder)).map((file) => join(PROJECT_DIR, folder, file)),
      )
      .filter((file) => CODE.test(file))
      .map((file) => [file, relativeImports(file)]),
  );
  const circles = [...importsOf].flatMap(([file, imports]) =>
    imports
      .filter((other) => file < other && importsOf.get(other)?.includes(file))
      .map((other) => [file, other]),
  );
  expect(circles).toEqual([]);
});

function filesOf(directory: string): string[] {
  return existsSync(directory) ? readdirSync(directory, { recursive: true, encoding: 'utf8' }) : [];
}

function relativeImports(file: string): string[] {
  const code = readFileSync(file, 'utf8');
  return [...code.matchAll(/\bfrom '(\.[^']+)'/g)].map(([, path = '']) => join(file, '..', path));
}
