// The instructions for other sites, as they stand on their page: the hashes, and the form for people without scripts.

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { PROJECT_DIR } from '../../command-line/project-dir.ts';
import { makeProofOfWork } from '../../lambdas/http/proof-of-work.ts';
import { VISITOR_KEYS } from '../../trials/fuzz/tokens.ts';
import { POST, WAIT } from './card.ts';
import { CHROMIUM_ARGUMENTS, CHROMIUM_PATH } from './chromium.ts';
import { type EmbeddingSite, startEmbeddingSite } from './embedding-site.ts';
import { startTinyApi, type TinyApi } from './tiny-api.ts';

const page = await readFile(join(PROJECT_DIR, 'docs', 'embedding.md'), 'utf8');
const codeWith = (text: string) =>
  page
    .split('```')
    .find((block, index) => index % 2 === 1 && block.includes(text))
    ?.replace(/^\w+\n/, '') ?? '';

const EMBEDDING = codeWith('type="importmap"');
const FORM = codeWith('<form method="post"');
type AnswerForm = (request: Request, likesApi: string) => Promise<Response>;
const { answerForm } = (await import(
  `data:text/javascript,${encodeURIComponent(codeWith('export async function answerForm'))}`
)) as { answerForm: AnswerForm };

let browser: Browser;
let api: TinyApi;
let html: string;
let site: EmbeddingSite;

beforeAll(async () => {
  browser = await chromium.launch({ executablePath: CHROMIUM_PATH, args: CHROMIUM_ARGUMENTS });
});
afterAll(() => browser?.close());
beforeEach(async () => {
  api = await startTinyApi();
  site = await startEmbeddingSite({
    page: () => html.replaceAll('https://likes.example', api.url),
    answerForm: (request) => answerForm(request, api.url),
  });
});
afterEach(async () => {
  for (const context of browser.contexts()) await context.close();
  await Promise.all([api.close(), site.close()]);
});

test('the first lines of the page make a button that likes', async () => {
  html = EMBEDDING;
  const tab = await browser.newPage();
  await tab.goto(site.url);
  await tab.getByRole('button', { name: 'Like A clock that shows the tide' }).click();
  await expect.poll(() => tab.locator('.count').textContent(), WAIT).toBe('1');
  expect(api.likes.get(POST)?.size).toBe(1);
  expect(site.loaded).toEqual(['like-button.js', 'likes-client.js']);
});

test('a new visitor likes after the browser has solved a puzzle, with a file that is loaded only then', async () => {
  api.challenge = makeProofOfWork({ ...VISITOR_KEYS, most: 64 });
  html = EMBEDDING;
  const tab = await browser.newPage();
  await tab.goto(site.url);
  await tab.getByRole('button', { name: 'Like A clock that shows the tide' }).click();
  await expect.poll(() => tab.locator('.count').textContent(), WAIT).toBe('1');
  expect(site.loaded).toEqual(['like-button.js', 'likes-client.js', 'likes-challenge.js']);
  expect(api.calls.filter((call) => call.startsWith('POST'))).toEqual([
    'POST /v1/visitors',
    'POST /v1/challenges',
    'POST /v1/visitors',
  ]);
});

test.each([
  ['like-button.js" integrity="sha384-', ['like-button.js']],
  ['likes-client.js": "sha384-', ['like-button.js', 'likes-client.js']],
])(
  'a file with another hash than %s… is not run, and the content of the page stays',
  async (before, loaded) => {
    html = EMBEDDING.replace(before, `${before}AAAA`).replace('></like-button>', '>your likes</like-button>');
    const tab = await browser.newPage();
    await tab.goto(site.url);
    await vi.waitFor(() => expect(site.loaded).toEqual(loaded), WAIT);
    await tab.waitForLoadState('networkidle');
    expect(await tab.getByText('your likes').isVisible()).toBe(true);
    expect(api.calls).toEqual([]);
  },
);

test.each([
  ['the hash of the page', '', 1],
  ['another hash', 'AAAA', 0],
])(
  'where counts are pushed, the live part with %s makes the right number of connections',
  async (_, before, made) => {
    api.live.isOn = true;
    html = EMBEDDING.replace('likes-live.js": "sha384-', `likes-live.js": "sha384-${before}`);
    const tab = await browser.newPage();
    await tab.goto(site.url);
    await vi.waitFor(() => expect(site.loaded).toContain('likes-live.js'), WAIT);
    await vi.waitFor(() => expect(api.live.tokens).toHaveLength(made), WAIT);
    api.like(POST, 'somebody');
    await expect.poll(() => tab.locator('.count').textContent(), WAIT).toBe('1');
    expect(api.live.tokens).toHaveLength(made);
  },
);

test('without scripts a person likes and takes it back through the form, as one visitor', async () => {
  html = FORM;
  const context = await browser.newContext({ javaScriptEnabled: false });
  const tab = await context.newPage();
  await tab.goto(site.url);
  for (const [button, op] of [
    ['Like', 'like'],
    ['Take my like back', 'unlike'],
  ] as const) {
    await tab.getByRole('button', { name: button, exact: true }).click();
    await vi.waitFor(() => expect(api.actions.at(-1)).toMatchObject({ postId: POST, op }), WAIT);
    await tab.waitForURL(`${site.url}/`);
  }
  expect(api.visitors.size).toBe(1);
  expect((await context.cookies())[0]).toMatchObject({ httpOnly: true, secure: true, sameSite: 'Lax' });
});

test('a form of another site is refused', async () => {
  const request = new Request(`${site.url}/like`, {
    method: 'POST',
    headers: { origin: 'https://evil.example', 'content-type': 'application/x-www-form-urlencoded' },
    body: 'post=tide-clock&op=like',
  });
  expect((await answerForm(request, api.url)).status).toBe(403);
  expect(api.calls).toEqual([]);
});

test('with scripts the form gives way to the button', async () => {
  html = EMBEDDING.replace(/<like-button[\s\S]*/, FORM);
  const tab = await browser.newPage();
  await tab.goto(site.url);
  await expect.poll(() => tab.getByRole('button').count(), WAIT).toBe(1);
  expect(await tab.getByRole('button').getAttribute('aria-pressed')).toBe('false');
});
