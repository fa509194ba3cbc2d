import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { toEmulatorUrl } from '../../../trials/deploy-check/deployment.ts';
import { GAPS } from '../../../trials/deploy-check/gaps/expect-gaps.ts';
import { KNOWN_DIFFERENCES } from '../../../trials/deploy-check/known-differences.ts';
import { makeStep } from '../../../trials/deploy-check/step.ts';

const endpoint = 'http://127.0.0.1:4566';
const root = join(import.meta.dirname, '../../..');

test.each([
  ['https://abc123.execute-api.us-east-1.amazonaws.com/', '/_aws/execute-api/abc123/$default'],
  ['https://abc123.execute-api.us-east-1.amazonaws.com/likes/', '/_aws/execute-api/abc123/likes'],
  [
    'https://abc123.execute-api.us-east-1.localhost.localstack.cloud:4566/likes/',
    '/_aws/execute-api/abc123/likes',
  ],
])('%s is reached on the emulator by path', (url, path) => {
  expect(toEmulatorUrl(endpoint, url)).toBe(endpoint + path);
});

test('an address that is not API Gateway’s is an error', () => {
  expect(() => toEmulatorUrl(endpoint, 'https://a.example/')).toThrow(/no address of API Gateway/);
});

const docs = readFileSync(join(root, 'docs/emulators.md'), 'utf8').replaceAll(/\s+/g, ' ');

describe.each([
  ['MiniStack', 'ministack', 'requirements.in', /^ministack==(\S+)$/m],
  ['LocalStack', 'localstack', 'localstack/requirements.in', /^localstack-core\[runtime\]==(\S+)$/m],
] as const)('docs/emulators.md says of %s', (name, on, requirementsFile, pin) => {
  test('the version that the check installs', () => {
    const requirements = readFileSync(join(root, 'trials/deploy-check', requirementsFile), 'utf8');
    expect(docs).toContain(`${name} ${pin.exec(requirements)?.[1]}`);
  });

  test('every known gap and every known difference', () => {
    const differences = KNOWN_DIFFERENCES.filter((it) => it.on === on);
    const names = [...GAPS[on], ...differences].map((it) => it.name);
    expect(names).not.toHaveLength(0);
    expect(names.filter((it) => !docs.includes(it))).toEqual([]);
  });
});

test('a step says that it starts, and what came of it', async () => {
  const lines: string[] = [];
  let nowMs = 0;
  const { signal } = new AbortController();
  const step = makeStep('aws', { say: (line) => lines.push(line), now: () => (nowMs += 1_500), signal });
  expect(await step('count', async () => '3 likes')).toBe('3 likes');
  await expect(step('delete', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(lines).toEqual([
    '…  aws: count',
    '✓  aws: count (1.5 s; 3 likes)',
    '…  aws: delete',
    '✗  aws: delete (1.5 s)',
  ]);
});
