import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { AssemblyError, readAssembly } from '../../../local/template/read-assembly.ts';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'assembly-'));
});
afterEach(() => rmSync(dir, { recursive: true }));

const write = (file: string, content: unknown) => writeFileSync(join(dir, file), JSON.stringify(content));
const stack = (stackName: string, dependencies: string[] = []) => {
  write(`${stackName}.template.json`, { Resources: { [stackName]: { Type: 'Test' } } });
  const properties = { templateFile: `${stackName}.template.json`, stackName };
  return { type: 'aws:cloudformation:stack', dependencies, properties };
};

test('a directory without an assembly is an error that names it', () => {
  expect(() => readAssembly(dir)).toThrow(AssemblyError);
  expect(() => readAssembly(dir)).toThrow(`there is no cloud assembly in ${dir}`);
});

test('a malformed assembly is an error that names the file', () => {
  writeFileSync(join(dir, 'manifest.json'), '{"artifacts":');
  expect(() => readAssembly(dir)).toThrow(AssemblyError);
  expect(() => readAssembly(dir)).toThrow('manifest.json');
  write('manifest.json', { artifacts: { A: { ...stack('A'), properties: { templateFile: 'none.json' } } } });
  expect(() => readAssembly(dir)).toThrow(AssemblyError);
  expect(() => readAssembly(dir)).toThrow('none.json');
});

test('a nested assembly is an error that names it, because its stacks would be left out', () => {
  const nested = { type: 'cdk:cloud-assembly', properties: { directoryName: 'assembly-Prod' } };
  write('manifest.json', { artifacts: { 'assembly-Prod': nested, A: stack('A') } });
  expect(() => readAssembly(dir)).toThrow(AssemblyError);
  expect(() => readAssembly(dir)).toThrow('assembly-Prod is a nested assembly');
});

test('stacks come after the stacks that they depend on, whatever their order in the manifest', () => {
  const artifacts = {
    Tree: { type: 'cdk:tree' },
    Service: stack('Service', ['Data', 'Tree']),
    Alarms: stack('Alarms', ['Service']),
    Data: stack('Data'),
  };
  write('manifest.json', { artifacts });
  expect(readAssembly(dir).map(({ name }) => name)).toEqual(['Data', 'Service', 'Alarms']);
  expect(readAssembly(dir)[0]?.template.Resources).toEqual({ Data: { Type: 'Test' } });
});

test('a stack knows the directories of its own file assets by their object keys', () => {
  write('A.assets.json', {
    files: {
      abc: {
        source: { path: 'asset.abc', packaging: 'zip' },
        destinations: { one: { objectKey: 'abc.zip' }, two: { objectKey: 'eu/abc.zip' } },
      },
    },
  });
  mkdirSync(join(dir, 'asset.abc'));
  const assets = { type: 'cdk:asset-manifest', properties: { file: 'A.assets.json' } };
  write('manifest.json', { artifacts: { A: stack('A', ['A.assets']), 'A.assets': assets, B: stack('B') } });
  const [a, b] = readAssembly(dir);
  const assetDir = join(dir, 'asset.abc');
  expect(a?.assetDirs).toEqual(
    new Map([
      ['abc.zip', assetDir],
      ['eu/abc.zip', assetDir],
    ]),
  );
  expect(b?.assetDirs.size).toBe(0);
});
