import { execFile } from 'node:child_process';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { PROJECT_DIR } from '../../command-line/project-dir.ts';
import { type OpenedPage, seriousFindings, servePage } from './open-page.ts';

const WAIT = { timeout: 10_000 };
const ZOMBIE = '#story=zombie';
const BROKEN = '#story=zombie&broken=no-mark-condition';

let site: Awaited<ReturnType<typeof servePage>>;
let opened: OpenedPage | undefined;
beforeAll(async () => {
  site = await servePage(await mkdtemp(join(tmpdir(), 'simulator-')));
});
afterEach(async () => {
  await opened?.page.context().close();
  opened = undefined;
});
afterAll(() => site?.close());

async function open(...args: Parameters<typeof site.open>): Promise<Page> {
  opened = await site.open(...args);
  return opened.page;
}

const named = (page: Page, name: string | RegExp): Locator => page.getByRole('button', { name });
const logLines = (page: Page) => page.locator('#log li').count();
const lastLine = (page: Page) => page.locator('#log li').last().textContent();
const judgement = (page: Page) => page.locator('.judgement').textContent();
const figures = (page: Page) => page.locator('#verdict dd').allTextContents();
const said = (page: Page) => page.locator('#said').textContent();

/** Presses Step so often, or until nothing is left to do. One call of the browser does it all, because each call takes its time. */
async function step(page: Page, times = 1_000): Promise<void> {
  await page.evaluate(`(async () => {
    const [button, log] = ['step', 'log'].map((id) => document.getElementById(id));
    for (let time = 0; time < ${times} && button.ariaDisabled !== 'true'; time++) {
      const lines = log.childElementCount;
      button.click();
      while (log.childElementCount === lines) await new Promise((resolve) => setTimeout(resolve));
    }
  })()`);
}

test('the types of the page are right', async () => {
  const tsc = join(PROJECT_DIR, 'node_modules', '.bin', 'tsc');
  const { stdout } = await promisify(execFile)(tsc, ['-p', join(PROJECT_DIR, 'simulator')]);
  expect(stdout).toBe('');
});

test('with a broken rule a zombie makes the count wrong, and the page says so', async () => {
  const page = await open(BROKEN);
  await step(page);
  expect(await judgement(page)).toBe('wrong');
  expect(await figures(page)).toEqual(['4', '2']);
  expect(await page.locator('.entry.wrong').textContent()).toContain(
    'the mark of lane s0 on post moves back',
  );
  expect(await said(page)).toContain('The count is 4, and the truth is 2: wrong.');
  expect(opened?.complaints).toEqual([]);
});

test('with all rules the same story ends with the exact count', async () => {
  const page = await open(ZOMBIE);
  await step(page);
  expect(await judgement(page)).toBe('exact');
  expect(await figures(page)).toEqual(['2', '2']);
  expect(await page.locator('.entry.wrong').count()).toBe(0);
  expect(opened?.complaints).toEqual([]);
});

test('a tool that has no target says so and does nothing', async () => {
  const page = await open(ZOMBIE);
  await expect.poll(() => logLines(page), WAIT).toBeGreaterThan(0);
  const lines = await logLines(page);
  await named(page, 'Wake up').click({ force: true });
  await expect
    .poll(() => page.locator('#hint').textContent(), WAIT)
    .toContain('There is nothing to apply it to now.');
  expect(await named(page, 'Wake up').getAttribute('aria-pressed')).toBe('false');
  expect(await logLines(page)).toBe(lines);
});

test('a fault is dragged to an attempt', async () => {
  // A drag does not scroll.
  const page = await open('#story=ordinary', { viewport: { width: 1280, height: 1200 } });
  await step(page, 5);
  await named(page, 'Crash').first().dragTo(page.locator('.target.attempt').first());
  await expect.poll(() => lastLine(page), WAIT).toContain('crashes');
  await step(page);
  expect(await judgement(page)).toBe('exact');
});

test('a record is sent again with the keyboard alone, and the focus stays where it was', async () => {
  const page = await open('#story=duplicate');
  await named(page, 'Step').focus();
  await page.keyboard.press('Enter');
  await expect.poll(() => lastLine(page), WAIT).toBe('Ann likes the post.');
  expect(await page.evaluate('document.activeElement.id')).toBe('step');
  await named(page, 'Send again').focus();
  await page.keyboard.press('Space');
  expect(await said(page)).toContain('Now press the record.');
  await page.locator('.record').first().focus();
  await page.keyboard.press('Enter');
  await expect.poll(() => page.locator('.record').count(), WAIT).toBe(2);
  expect(await said(page)).toBe('The producer sends record s0@1 once more.');
  expect(await page.evaluate('document.activeElement.classList.contains("record")')).toBe(true);
});

test('escape puts a tool away', async () => {
  const page = await open('#story=duplicate');
  await step(page, 1);
  await named(page, 'Send again').click();
  expect(await page.locator('.target[data-open]').count()).toBe(1);
  await page.keyboard.press('Escape');
  expect(await page.locator('.target[data-open]').count()).toBe(0);
});

test('one chooses which call is made next', async () => {
  const page = await open('#story=crash');
  await step(page, 3);
  await named(page, /Let s0#2 .*Bob/).click();
  await expect.poll(() => lastLine(page), WAIT).toContain('Bob’s row');
});

test('a person likes, and the truth follows at once', async () => {
  const page = await open();
  await named(page, /^Dan$/).click();
  await expect.poll(() => named(page, /^Dan$/).getAttribute('aria-pressed'), WAIT).toBe('true');
  expect(await figures(page)).toEqual(['1', '2']);
});

test('a step back shows what was there before', async () => {
  const page = await open(ZOMBIE);
  await step(page, 4);
  const before = await page.locator('main').innerHTML();
  await step(page, 1);
  await named(page, 'Back').click();
  await expect.poll(() => page.locator('main').innerHTML(), WAIT).toBe(before);
});

test('play goes on until nothing is left to do', async () => {
  const page = await open(ZOMBIE, { reducedMotion: 'reduce' });
  await page.locator('#speed').fill('10');
  await named(page, 'Play').click();
  await expect.poll(() => judgement(page), WAIT).toBe('exact');
  await expect.poll(() => named(page, 'Play').getAttribute('aria-pressed'), WAIT).toBe('false');
});

test('a rule that is broken brings its own story, and the address names both', async () => {
  const page = await open();
  await page.getByLabel('Rules').selectOption('no-tombstone');
  await expect
    .poll(() => page.locator('#effect').textContent(), WAIT)
    .toContain('a merged bucket is deleted at once');
  expect(page.url()).toContain('#story=tombstone&broken=no-tombstone');
  await step(page);
  expect(await judgement(page)).toBe('wrong');
});

test.for([
  ['light', 1280],
  ['dark', 1280],
  ['light', 390],
  ['dark', 390],
] as const)(
  'axe finds nothing serious on the %s page at %i px, and nothing is cut off',
  async ([colorScheme, width]) => {
    const page = await open(BROKEN, {
      colorScheme,
      viewport: { width, height: 900 },
      reducedMotion: 'reduce',
    });
    await step(page, 8);
    await named(page, 'Crash').first().click();
    expect(await seriousFindings(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await step(page);
    expect(await seriousFindings(page)).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width);
  },
);
