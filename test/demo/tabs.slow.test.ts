// One person, several tabs: the person is one visitor, and every tab shows the same.

import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { cardOn, openAsPerson, openTab, POST, WAIT } from './card.ts';
import { CHROMIUM_ARGUMENTS, CHROMIUM_PATH } from './chromium.ts';
import { startTinyApi, type TinyApi } from './tiny-api.ts';

const WITHOUT_LOCKS = `Object.defineProperty(navigator, 'locks', { value: undefined });`;
let browser: Browser;
let api: TinyApi;

beforeAll(async () => {
  browser = await chromium.launch({ executablePath: CHROMIUM_PATH, args: CHROMIUM_ARGUMENTS });
});
afterAll(() => browser?.close());
beforeEach(async () => {
  api = await startTinyApi();
});
afterEach(async () => {
  for (const context of browser.contexts()) await context.close();
  await api.close();
});

async function openTwoTabs(atOpen?: string): Promise<[Page, Page]> {
  const one = await openAsPerson(browser, api.url, atOpen === undefined ? {} : { atOpen });
  return [one, await openTab(one, api.url)];
}

test.each([
  ['with the locks of the browser', undefined],
  ['in a browser without locks', WITHOUT_LOCKS],
])('two tabs that like for the first time at once are one visitor, %s', async (_, atOpen) => {
  for (let round = 0; round < 3; round++) {
    api.visitors.clear();
    api.likes.clear();
    const [one, other] = await openTwoTabs(atOpen);
    await Promise.all([cardOn(one).click(), cardOn(other, 'Bread for the night bus').click()]);
    await expect.poll(() => cardOn(one).look(), WAIT).toMatchObject({ count: '1', pressed: true });
    await expect
      .poll(() => cardOn(other, 'Bread for the night bus').look(), WAIT)
      .toMatchObject({ count: '1', pressed: true });
    expect(api.visitors.size).toBe(1);
    await one.context().close();
  }
});

test('what is clicked in one tab shows at once in the other, and stays when it is counted', async () => {
  api.counting = false;
  const [one, other] = await openTwoTabs();
  await cardOn(one).click();
  await expect
    .poll(() => cardOn(other).look(), WAIT)
    .toEqual({ count: '0', note: 'counting…', pressed: true });
  api.counting = true;
  for (const tab of [one, other])
    await expect.poll(() => cardOn(tab).look(), WAIT).toMatchObject({ count: '1', pressed: true });
  await cardOn(other).click();
  for (const tab of [one, other])
    await expect.poll(() => cardOn(tab).look(), WAIT).toMatchObject({ count: '0', pressed: false });
});

test('a like that is not counted yet is still shown after a reload', async () => {
  api.counting = false;
  const page = await openAsPerson(browser, api.url);
  await cardOn(page).click();
  await expect.poll(() => cardOn(page).look(), WAIT).toMatchObject({ note: 'counting…' });
  await page.reload();
  const pollsBefore = api.calls.filter((call) => call === 'GET /v1/likes').length;
  await vi.waitFor(
    () =>
      expect(api.calls.filter((call) => call === 'GET /v1/likes').length).toBeGreaterThan(pollsBefore + 1),
    WAIT,
  );
  expect(await cardOn(page).look()).toEqual({ count: '0', note: 'counting…', pressed: true });
  api.counting = true;
  await expect.poll(() => cardOn(page).look(), WAIT).toMatchObject({ count: '1', pressed: true });
});

test.each([
  ['of the same origin', false],
  ['of another origin', true],
])('a like arrives at an API %s although its tab is closed while it is sent', async (_, isOtherOrigin) => {
  const site = await startTinyApi();
  const url = isOtherOrigin ? `${site.url}/?api=${encodeURIComponent(api.url)}` : api.url;
  const page = await openAsPerson(browser, url);
  const other = await openTab(page, url);
  await cardOn(page, 'Bread for the night bus').click();
  await vi.waitFor(() => expect(api.actions).not.toEqual([]), WAIT);
  // No other tab of the page is left that could send it.
  await other.goto('about:blank');
  // The browser has six connections to a server. While they are busy, the like is not on its way yet.
  api.delayMs = 3_000;
  await page.evaluate(`for (let read = 0; read < 6; read++) void fetch('${api.url}/v1/likes?posts=' + read)`);
  await cardOn(page).click();
  // The tab that was left may have sent the first like once more.
  expect(api.actions.map(({ postId }) => postId)).not.toContain(POST);
  await page.close({ runBeforeUnload: true });
  await vi.waitFor(() => expect(api.actions.map(({ postId }) => postId)).toContain(POST), WAIT);
  await site.close();
});

test('a problem in one tab is over when another tab has sent what the person asked for last', async () => {
  const [one, other] = await openTwoTabs();
  await expect.poll(() => cardOn(one).look(), WAIT).toMatchObject({ count: '0' });
  api.failWith = 503;
  await cardOn(one).click();
  await expect.poll(() => cardOn(one).problem(), WAIT).toContain('This like is kept in this browser');
  await expect.poll(() => cardOn(other).look(), WAIT).toMatchObject({ pressed: true });
  api.failWith = undefined;
  await cardOn(other).click();
  await expect.poll(() => cardOn(one).problem(), WAIT).toBe('');
  await expect.poll(() => cardOn(one).look(), WAIT).toMatchObject({ count: '0', pressed: false });
});

test('a tab whose person closes it before the answer leaves its like to the other tab', async () => {
  const [one, other] = await openTwoTabs();
  await cardOn(one, 'Bread for the night bus').click();
  await vi.waitFor(() => expect(api.actions).not.toEqual([]), WAIT);
  api.delayMs = 1_000;
  await cardOn(one).click();
  await one.close({ runBeforeUnload: true });
  await expect
    .poll(() => cardOn(other).look(), WAIT)
    .toMatchObject({ count: '1', pressed: true, note: expect.stringMatching(/^as of/) });
  expect(new Set(api.actions.filter(({ postId }) => postId === POST).map(({ id }) => id)).size).toBe(1);
});

test('a first like whose tab is closed at once is sent by the next tab', async () => {
  const page = await openAsPerson(browser, api.url);
  const blank = await page.context().newPage();
  await expect.poll(() => cardOn(page).look(), WAIT).toMatchObject({ count: '0' });
  api.failWith = 503;
  await cardOn(page).click();
  await page.close({ runBeforeUnload: true });
  expect(api.actions).toEqual([]);
  api.failWith = undefined;
  const next = await openTab(blank, api.url);
  await expect.poll(() => cardOn(next).look(), WAIT).toMatchObject({ count: '1', pressed: true });
});

test('a like that waits when its tab is closed is sent by another open tab', async () => {
  const [one, other] = await openTwoTabs();
  await expect.poll(() => cardOn(one).look(), WAIT).toMatchObject({ count: '0' });
  await one.context().setOffline(true);
  await cardOn(one).click();
  await expect
    .poll(() => cardOn(other).look(), WAIT)
    .toMatchObject({ note: 'not confirmed yet', pressed: true });
  await Promise.all([one.waitForEvent('close'), one.close({ runBeforeUnload: true })]);
  await other.context().setOffline(false);
  await expect.poll(() => cardOn(other).look(), WAIT).toMatchObject({ count: '1', pressed: true });
  expect(new Set(api.keys).size).toBe(1);
});
