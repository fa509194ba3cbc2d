import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { PROJECT_DIR } from '../../../command-line/project-dir.ts';
import type { Client } from '../../../trials/least-privilege/clients.ts';
import { judgeRole } from '../../../trials/least-privilege/judge-role.ts';
import { OPERATIONS } from '../../../trials/least-privilege/operations.ts';
import { WRONG_JUDGEMENTS } from '../../../trials/least-privilege/wrong-judgements.ts';

const table = (name: string) => ({
  name,
  arn: `arn:aws:dynamodb:us-east-1:000000000000:table/${name}`,
  url: '',
});
const role = {
  name: 'read-counts',
  statements: [{ Action: ['dynamodb:GetItem'], Resource: [table('Counters').arn] }],
};
const answered = (name: string, message = '') =>
  Object.assign(new Error(message), { name, $metadata: { httpStatusCode: 400 } });

/** Judges the role on two tables. @param answer what the emulator answers to a command, by the command's name */
function judge(answer: (command: string) => void) {
  const client: Client = { send: async (command: object) => answer(command.constructor.name) };
  const resources = {
    dynamodb: [table('Counters'), table('Likes')],
    kinesis: [],
    secretsmanager: [],
    sqs: [],
  };
  const clients = { dynamodb: client, kinesis: client, secretsmanager: client, sqs: client };
  return judgeRole({ role, clients, resources }, new AbortController().signal);
}

test('a request that the client itself refuses is a failure of the trial', async () => {
  const judging = judge(() => {
    throw new TypeError('no TableName');
  });
  await expect(judging).rejects.toThrow('no TableName');
});

test('an operation that the emulator does not know is not judged', async () => {
  const unknown = answered('InternalError', 'calling dynamodb with unknown operation: …');
  const judgements = await judge((command) => {
    if (command !== 'GetItemCommand') throw unknown;
  });
  expect(new Set(judgements.map(({ operation }) => operation))).toEqual(new Set(['dynamodb:GetItem']));
});

test('what is granted is tried on each table, and what is not on one', async () => {
  const judgements = await judge((command) => {
    if (command === 'GetItemCommand') throw answered('ValidationException');
    throw answered('AccessDenied');
  });
  const of = (operation: string) => judgements.filter((it) => it.operation === operation);
  expect(of('dynamodb:GetItem')).toMatchObject([
    { resource: 'Counters', granted: true, letThrough: true },
    { resource: 'Likes', granted: false, letThrough: true },
  ]);
  expect(of('dynamodb:DeleteTable')).toMatchObject([
    { resource: 'Counters', granted: false, letThrough: false },
  ]);
});

test('every operation of the four clients has a name of its own', () => {
  const names = OPERATIONS.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  expect(names.length).toBeGreaterThan(140);
});

test('docs/emulators.md names each call that LocalEmu judges wrongly', () => {
  const docs = readFileSync(join(PROJECT_DIR, 'docs/emulators.md'), 'utf8');
  const calls = WRONG_JUDGEMENTS.map(({ operation }) => operation.replace(/ \((Insert|Update)\)$/, ''));
  expect(calls.filter((call) => !docs.includes(call))).toEqual([]);
});
