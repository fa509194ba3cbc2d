// Checks that the check of permissions fails on a call that a role does not permit, and on a permission that nobody uses.

import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { describe, expect, test } from 'vitest';
import { synthesizeTemplates } from '../../synthesize-templates.ts';
import { type DeployedFunction, functionsOf, grantedBy, requiredBy } from './permissions.ts';
import { type Call, findCalls, readCalls } from './read-calls.ts';

const lambdas = join(import.meta.dirname, '../../../../lambdas');
const templates = synthesizeTemplates();
const acceptLike = functionsOf(templates).find((it) => it.name === 'accept-like') as DeployedFunction;
const entryPoints = [join(lambdas, 'accept-like.ts')];
const granted = grantedBy(acceptLike.role, templates);

/** What a bundle calls without the SDK (adapters/kinesis/light). */
const LIGHT = new Set(['kinesis:PutRecord', 'kinesis:PutRecords']);

/** No policy of this deployment sheds by the backlog, so nobody asks the queue for its depth. It has no edge. */
const UNSET = ['BURST_DRAINED_PER_SECOND', 'EDGE_SECRET_ARN'];
const isDeployed = ({ variables }: Call) => !variables.some((it) => UNSET.includes(it));

describe('the check', () => {
  test('finds a call that is new in an adapter and that the role does not permit', async () => {
    const contents = `
      import { DescribeStreamSummaryCommand } from '@aws-sdk/client-kinesis';
      import { requireEnv } from './runtime/require-env.ts';
      export { handler } from './accept-like.ts';
      const makeShardCount = ({ client, streamName }) => ({
        read: () => client.send(new DescribeStreamSummaryCommand({ StreamName: streamName })),
      });
      export const shardCount = makeShardCount({ streamName: requireEnv(process.env, 'LIKE_EVENTS_STREAM') });`;
    const calls = await readCalls({ stdin: { contents, resolveDir: lambdas, loader: 'ts' } });
    const lacking = requiredBy(acceptLike, calls.filter(isDeployed), templates).filter(
      (it) => !granted.includes(it),
    );
    expect(lacking).toEqual([
      expect.stringMatching(/^kinesis:DescribeStreamSummary on LikeEvents[0-9A-F]+$/),
    ]);
  });

  test('finds a permission that nobody uses any more', async () => {
    const calls = (await readCalls({ entryPoints }))
      .filter(isDeployed)
      .filter((it) => it.command !== 'kinesis:PutRecord');
    const required = requiredBy(acceptLike, calls, templates);
    expect(granted.filter((it) => !required.includes(it))).toEqual([
      expect.stringMatching(/^kinesis:PutRecord on LikeEvents[0-9A-F]+$/),
    ]);
  });

  test.each(readdirSync(lambdas).filter((it) => it.endsWith('.ts')))(
    'sees every command that is in the bundle of %s',
    async (file) => {
      const { metafile } = await build({
        entryPoints: [join(lambdas, file)],
        bundle: true,
        format: 'esm',
        platform: 'node',
        mainFields: ['module', 'main'],
        outdir: '/',
        write: false,
        metafile: true,
        logLevel: 'silent',
      });
      const inBundle = Object.values(metafile.outputs)
        .flatMap(({ inputs }) => Object.entries(inputs))
        .filter(([, { bytesInOutput }]) => bytesInOutput > 0)
        .map(([path]) => /@aws-sdk\/client-([\w-]+)\/dist-es\/commands\/(\w+)Command\.js$/.exec(path))
        .flatMap((it) => (it ? [`${it[1]}:${it[2]}`] : []))
        // It is a part of every DynamoDB client, which calls it only where endpoint discovery is switched on.
        .filter((it) => it !== 'dynamodb:DescribeEndpoints');
      const calls = await readCalls({ entryPoints: [join(lambdas, file)] });
      const ofSdk = calls.map((it) => it.command).filter((it) => !LIGHT.has(it));
      expect([...new Set(ofSdk)].sort()).toEqual(inBundle.sort());
    },
  );
});

describe('a call of the light client', () => {
  test('is the one that its adapter makes', () => {
    const code = `
      const makeStream = ({ puts, streamName }) => ({ put: (record) => puts.putRecord({ streamName, record }) });
      export const stream = makeStream({ streamName: requireEnv(process.env, 'A_STREAM') });`;
    expect(findCalls(code)).toEqual([{ command: 'kinesis:PutRecord', variables: ['A_STREAM'] }]);
  });
});

const importing = (names: string, rest: string) =>
  `import { ${names} } from '@aws-sdk/client-dynamodb';
   function requireEnv(env, name) { return env[name]; }
   ${rest}`;

describe('a call', () => {
  test('is wired with the variable that its adapter gets, even through a helper and a constant', () => {
    const code = importing(
      'GetItemCommand, PutItemCommand as PutItemCommand2',
      `const send = (client, command) => client.send(command);
       const readItem = (client, table) => send(client, new GetItemCommand({ TableName: table }));
       var makeReader = ({ client, table }) => ({ read: () => readItem(client, table) });
       class Writer { constructor(table) { this.command = new PutItemCommand2({ TableName: table }); } }
       function wire(env) {
         const table = requireEnv(env, 'READ_TABLE');
         return [makeReader({ client: {}, table }), new Writer(env.WRITTEN_TABLE)];
       }
       export const handler = wire(process.env);`,
    );
    expect(findCalls(code)).toEqual([
      { command: 'dynamodb:GetItem', variables: ['READ_TABLE'] },
      { command: 'dynamodb:PutItem', variables: ['WRITTEN_TABLE'] },
    ]);
  });

  test('counts once for each place that wires its adapter, and a page function counts as its command', () => {
    const code = importing(
      'paginateQuery',
      `const list = ({ table, index }) => paginateQuery({}, { TableName: table, IndexName: index });
       list({ table: process.env['A_TABLE'] });
       list({ table: process.env['B_TABLE'], index: process.env['B_INDEX'] });`,
    );
    expect(findCalls(code)).toEqual([
      { command: 'dynamodb:Query', variables: ['A_TABLE'] },
      { command: 'dynamodb:Query', variables: ['B_TABLE', 'B_INDEX'] },
    ]);
  });

  test('that nobody tells which table to use is an error, not a call without a resource', () => {
    const code = importing(
      'GetItemCommand',
      `export const read = () => new GetItemCommand({ TableName: 'posts' });`,
    );
    expect(() => findCalls(code)).toThrow('dynamodb:GetItem: no environment variable');
  });

  test.each([
    ['LIKES_TABLE', "LIKES_TABLE is not in the function's environment"],
    ['POWERTOOLS_SERVICE_NAME', 'none of POWERTOOLS_SERVICE_NAME names a resource'],
  ])('that is for no resource of the deployment is an error: %s', (variable, message) => {
    const calls = [{ command: 'dynamodb:DeleteItem', variables: [variable] }];
    expect(() => requiredBy(acceptLike, calls, templates)).toThrow(`dynamodb:DeleteItem: ${message}`);
  });

  test('whose permissions cannot be told from its name is an error', () => {
    const calls = [{ command: 'dynamodb:TransactWriteItems', variables: ['LIKE_EVENTS_STREAM'] }];
    expect(() => requiredBy(acceptLike, calls, templates)).toThrow('unknown permissions');
  });
});
