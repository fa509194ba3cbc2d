// Pages of another site whose buttons are pushed to by the tiny API.

import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, vi } from 'vitest';
import { POST, WAIT } from './card.ts';
import { CHROMIUM_ARGUMENTS, CHROMIUM_PATH } from './chromium.ts';
import { type EmbeddingSite, startEmbeddingSite } from './embedding-site.ts';
import { startTinyApi, type TinyApi } from './tiny-api.ts';
import type { Frame } from './tiny-live.ts';

interface OpenOptions {
  /** Runs before the scripts of the page. */
  readonly atOpen?: string;
  /** Whether the test sets the time. */
  readonly hasClock?: boolean;
  readonly of?: BrowserContext;
}

export interface LivePages {
  readonly browser: Browser;
  readonly api: TinyApi;
  readonly site: EmbeddingSite;
  /** What stands on the page. It is one button until a test says otherwise. */
  body: string;
  /** The errors of all pages of the test. */
  readonly complaints: string[];
  readonly button: (postId: string) => string;
  /** Opens a page and waits for its first count. */
  open(options?: OpenOptions): Promise<Page>;
  /** Returns what pages have asked for. */
  frames(action: Frame['action']): Frame[];
  /** Returns what each connection watches. */
  watched(): string[][];
  /** Waits until so many connections watch something. */
  connected(connections?: number): Promise<void>;
}

/** Gives each test of the file an API and a site of its own. */
export function useLivePages(): LivePages {
  const pages = {} as { -readonly [Key in keyof LivePages]: LivePages[Key] };
  beforeAll(async () => {
    pages.browser = await chromium.launch({ executablePath: CHROMIUM_PATH, args: CHROMIUM_ARGUMENTS });
  });
  afterAll(() => pages.browser?.close());
  beforeEach(async () => {
    pages.api = await startTinyApi();
    pages.api.live.isOn = true;
    pages.site = await startEmbeddingSite({
      page: () =>
        `<!doctype html><html lang="en"><title>A site</title><script type="module" src="/likes/like-button.js"></script>${pages.body}`,
    });
    pages.body = pages.button(POST);
    pages.complaints = [];
  });
  afterEach(async () => {
    for (const context of pages.browser.contexts()) await context.close();
    await Promise.all([pages.api.close(), pages.site.close()]);
  });

  return Object.assign(pages, {
    button: (postId: string) => `<like-button post-id="${postId}" api="${pages.api.url}"></like-button>`,
    async open({ atOpen = '', hasClock = false, of }: OpenOptions = {}) {
      const page = await (of ?? (await pages.browser.newContext())).newPage();
      await page.addInitScript(atOpen);
      if (hasClock) await page.clock.install();
      page.on('pageerror', (error) => pages.complaints.push(error.message));
      page.on('console', (message) => message.type() === 'error' && pages.complaints.push(message.text()));
      await page.goto(pages.site.url);
      await expect.poll(() => count(page), WAIT).not.toBe('–');
      return page;
    },
    frames: (action: Frame['action']) => pages.api.live.frames.filter((frame) => frame.action === action),
    watched: () => [...pages.api.live.viewers.values()].map((posts) => [...posts]),
    connected: (connections = 1) =>
      vi.waitFor(() => {
        expect(pages.watched()).toHaveLength(connections);
        for (const posts of pages.watched()) expect(posts).not.toEqual([]);
      }, WAIT),
  });
}

export const first = (page: Page) => page.locator('like-button').first();
export const count = (page: Page) => first(page).locator('.count').textContent();
export const note = (page: Page) => first(page).locator('.note').textContent();
export const spoken = (page: Page) => first(page).locator('[aria-live=polite]').textContent();
export const pressed = (page: Page) => first(page).getByRole('button').getAttribute('aria-pressed');
export const like = (page: Page) => first(page).getByRole('button').click();

export const countsFrame = (post: unknown) => JSON.stringify({ type: 'counts', posts: [post] });

export async function setHidden(page: Page, hidden: boolean): Promise<void> {
  await page.evaluate(`
    Object.defineProperty(document, 'hidden', { configurable: true, value: ${hidden} });
    document.dispatchEvent(new Event('visibilitychange'));
  `);
}
