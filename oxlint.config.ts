// The linter's rules: what is wrong in any file, and which folder may import which (folders.ts).

import { defineConfig } from 'oxlint';
import { type Folder, folders } from './folders.ts';

/** Paths to a folder, as a file of another folder writes them. The layers of core write each other's names without `core/`. */
const pathsTo = ({ folder }: Folder, from: Folder): string[] => {
  const [room, layer] = folder.split('/');
  const paths = [String.raw`^(\.\./)+${folder}/`];
  if (layer !== undefined && from.folder.startsWith(`${room}/`)) paths.push(String.raw`^\.\./${layer}/`);
  return paths;
};

const mayImport = ({ mayImport }: Folder, { folder }: Folder): boolean =>
  mayImport === 'any' || mayImport.some((each) => each === folder || folder.startsWith(`${each}/`));

type ImportRule = ['error', { patterns: { regex: string; message: string }[] }];

function importRule(from: Folder): ImportRule {
  const forbidden = folders.filter((to) => to !== from && !mayImport(from, to));
  const message = `${from.folder} may import: ${[from.mayImport].flat().join(', ') || 'no other folder'} (folders.ts).`;
  const patterns = forbidden.flatMap((to) => pathsTo(to, from)).map((regex) => ({ regex, message }));
  const packages = { regex: '^[^.]', message: `${from.folder} is pure: it imports no package.` };
  return ['error', { patterns: from.packages ? patterns : [packages, ...patterns] }];
}

export default defineConfig({
  plugins: ['typescript', 'unicorn', 'oxc', 'import', 'promise', 'vitest'],
  categories: { correctness: 'error', suspicious: 'error' },
  rules: {
    'typescript/no-floating-promises': 'error',
    'typescript/no-misused-promises': 'error',
    'typescript/await-thenable': 'error',
    'typescript/no-explicit-any': 'error',
    'typescript/consistent-type-imports': 'error',
    'typescript/no-unsafe-type-assertion': 'off',
    'typescript/no-unnecessary-type-assertion': 'error',
    'import/no-cycle': 'error',
    'import/no-unassigned-import': 'off',
    'unicorn/no-array-sort': 'off',
    'unicorn/require-post-message-target-origin': 'off',
    'unicorn/consistent-function-scoping': 'off',
    'no-await-in-loop': 'off',
    'no-shadow': 'off',
    'vitest/require-mock-type-parameters': 'off',
    'vitest/valid-title': 'error',
    'vitest/no-focused-tests': 'error',
    'vitest/no-disabled-tests': 'error',
  },
  overrides: [
    ...folders
      .filter(({ mayImport }) => mayImport !== 'any')
      .map((folder) => ({
        files: [`${folder.folder}/**`],
        rules: { 'no-restricted-imports': importRule(folder) },
      })),
    {
      files: ['core/**'],
      rules: {
        'no-restricted-globals': ['error', 'Date', 'process', 'fetch', 'setTimeout', 'console'],
      },
    },
    // A construct is made for its effect on the tree that it joins.
    { files: ['lib/**', 'bin/**'], rules: { 'no-new': 'off' } },
  ],
  ignorePatterns: ['cdk.out', 'node_modules', 'demo/built'],
});
