// Opens the pages of the shared cloud as new persons, and holds every test to a page that complains about nothing.

import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  chromium,
  type Page,
} from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, inject } from 'vitest';

/** A machine that has much else to do may need so long. */
export const WAIT = { timeout: 60_000 };

/** All posts of the demo are in view at once, so all are read and watched. */
const TALL = { width: 1280, height: 2_400 };

export interface Visit extends BrowserContextOptions {
  readonly path?: string;
  /** Another tab of this person. Without it, a new person comes. */
  readonly of?: BrowserContext;
}

export interface Visitors {
  open(visit?: Visit): Promise<Page>;
  /** Resolves when the server pushes the counts of a post to the page. */
  openPushed(postId: string): Promise<Page>;
  watch(page: Page): void;
  /** In the test that is running, the browser's own words about this are no complaint. */
  forgive(complaint: RegExp): void;
}

export const url = () => inject('url');

/** Call it at the top of a file of tests. */
export function useVisitors(): Visitors {
  let browser: Browser;
  let complaints: string[] = [];
  let forgiven: RegExp[] = [];

  beforeAll(async () => {
    browser = await chromium.connect(inject('browserEndpoint'));
  });
  afterEach(async () => {
    const left = complaints.filter((it) => !forgiven.some((pattern) => pattern.test(it)));
    for (const context of browser.contexts()) await context.close();
    [complaints, forgiven] = [[], []];
    expect(left).toEqual([]);
  });
  afterAll(() => browser?.close());

  async function makePage({ of, ...options }: Omit<Visit, 'path'> = {}): Promise<Page> {
    const context = of ?? (await browser.newContext({ viewport: TALL, ...options }));
    const page = await context.newPage();
    watch(page);
    return page;
  }

  function watch(page: Page): void {
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text());
    });
  }

  return {
    watch,
    forgive: (complaint) => forgiven.push(complaint),
    async open({ path = '/', ...visit } = {}) {
      const page = await makePage(visit);
      await page.goto(new URL(path, url()).href);
      return page;
    },
    async openPushed(postId) {
      const page = await makePage();
      const pushed = new Promise<void>((resolve) =>
        page.on('websocket', (socket) =>
          socket.on('framereceived', ({ payload }) => {
            if (payload.toString().includes(`"${postId}"`)) resolve();
          }),
        ),
      );
      await page.goto(url());
      await pushed;
      return page;
    },
  };
}
