import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestGateway } from './test-gateway.ts';

let dir: string;
let siteDir: string;
let socket: Server;

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'site-'));
  siteDir = join(dir, 'site');
  mkdirSync(join(siteDir, 'deep'), { recursive: true });
  mkdirSync(join(dir, 'site-beside'));
  const files = {
    'site/index.html': '<h1>Likes</h1>',
    'site/app.js': 'run()',
    'site/a b.css': '',
    'site/deep/index.html': 'deep',
    'site/README': 'no type',
    'site/.secret.txt': 'secret',
    'secret.txt': 'secret',
    'site-beside/secret.txt': 'secret',
  };
  for (const [file, content] of Object.entries(files)) writeFileSync(join(dir, file), content);
  symlinkSync(join(dir, 'secret.txt'), join(siteDir, 'link.txt'));
  symlinkSync(dir, join(siteDir, 'up'));
  symlinkSync('/dev/zero', join(siteDir, 'zero.txt'));
  symlinkSync('loop.txt', join(siteDir, 'loop.txt'));
  mkdirSync(join(siteDir, 'folder.html'));
  mkdirSync(join(siteDir, 'deeper', 'index.html'), { recursive: true });
  execFileSync('mkfifo', [join(siteDir, 'pipe.txt')]);
  socket = createServer().listen(join(siteDir, 'socket.txt'));
  await once(socket, 'listening');
});
afterAll(() => {
  socket.close();
  rmSync(dir, { recursive: true });
});

const start = (routes = {}) => startTestGateway({ siteDir, routes });

describe('nothing outside the site is served', () => {
  test.each([
    '/../secret.txt',
    '/deep/../../secret.txt',
    '/%2e%2e/secret.txt',
    '/..%2fsecret.txt',
    '/deep/..%2f..%2fsecret.txt',
    '/..%5csecret.txt',
    '/....//secret.txt',
    '//secret.txt',
    '/../site-beside/secret.txt',
    '/link.txt',
    '/up/secret.txt',
    '/.secret.txt',
    '/%2esecret.txt',
    '/deep/%2e/index.html',
    '/app.js%00',
    '/app.js/',
    '/README',
    '/deep',
    '/none.html',
    '/folder.html',
    '/folder.html/',
    '/deeper/',
    '/pipe.txt',
    '/socket.txt',
    '/zero.txt',
    '/loop.txt',
    '/app.js%2f',
    '/%00/app.js',
    '/deep%00/index.html',
    '/%2e%2e%2f%2e%2e%2fetc%2fpasswd.txt',
    '/%252e%252e/secret.txt',
    '/deep/%2e%2e/../secret.txt',
    `/${'x'.repeat(5_000)}.html`,
  ])('%s', async (target) => {
    const reply = await (await start()).send('GET', target);
    expect(reply).toMatchObject({ status: 404, body: '{"message":"Not Found"}' });
  });
});

test.each([
  ['/', 'text/html; charset=utf-8', '<h1>Likes</h1>'],
  ['/?x=../secret.txt', 'text/html; charset=utf-8', '<h1>Likes</h1>'],
  ['/app.js', 'text/javascript; charset=utf-8', 'run()'],
  ['/a%20b.css', 'text/css; charset=utf-8', ''],
  ['/deep/', 'text/html; charset=utf-8', 'deep'],
])('%s is a file of the site', async (target, type, body) => {
  const reply = await (await start()).send('GET', target);
  expect(reply).toMatchObject({ status: 200, body });
  expect(reply.headers).toMatchObject({ 'content-type': type, 'cache-control': 'no-store' });
});

test('a route goes before a file, and a file before $default', async () => {
  const gateway = await start({
    'GET /app.js': () => ({ statusCode: 200, body: 'route' }),
    $default: () => ({ statusCode: 200, body: 'default' }),
  });
  expect((await gateway.send('GET', '/app.js')).body).toBe('route');
  expect((await gateway.send('GET', '/')).body).toBe('<h1>Likes</h1>');
  expect((await gateway.send('GET', '/none.html')).body).toBe('default');
});

test('only GET and HEAD find files', async () => {
  const gateway = await start();
  expect(await gateway.send('HEAD', '/')).toMatchObject({ status: 200, body: '' });
  for (const method of ['POST', 'PUT', 'DELETE']) expect((await gateway.send(method, '/')).status).toBe(404);
});
