// What a person sees and does on the card of a post.

import type { Browser, BrowserContextOptions, Page } from 'playwright-core';

export const POST = 'tide-clock';
export const WAIT = { timeout: 15_000 };

export interface Card {
  click(): Promise<void>;
  /** Resolves with the texts and states that a person perceives, in one value, so that a failed test shows all of them. */
  look(): Promise<{ count: string; note: string; pressed: boolean }>;
  /** Resolves with the text in the box of problems. It is empty while the box is hidden. */
  problem(): Promise<string>;
}

/** What this file needs of an element. The project's types leave out those of browsers. */
interface SearchedElement {
  readonly textContent: string;
  readonly shadowRoot: SearchedElement | null;
  getAttribute(name: string): string | null;
  querySelector(selector: string): SearchedElement | null;
}

export function cardOn(page: Page, title = 'A clock that shows the tide'): Card {
  const card = page.locator('article').filter({ hasText: title });
  return {
    click: () => card.getByRole('button').click(),
    look: () =>
      card.evaluate((element: SearchedElement) => {
        const inside = element.querySelector('like-button')?.shadowRoot;
        const textOf = (selector: string) => inside?.querySelector(selector)?.textContent ?? '';
        const pressed = inside?.querySelector('button')?.getAttribute('aria-pressed') === 'true';
        return { count: textOf('.count'), note: textOf('.note'), pressed };
      }),
    problem: async () => (await page.locator('#problem').textContent()) ?? '',
  };
}

/** Opens the page as a new person. `atOpen` runs in each of the person's pages before the page's own scripts. */
export async function openAsPerson(
  browser: Browser,
  url: string,
  { atOpen, ...options }: BrowserContextOptions & { atOpen?: string } = {},
): Promise<Page> {
  const context = await browser.newContext(options);
  if (atOpen !== undefined) await context.addInitScript(atOpen);
  return openTab(await context.newPage(), url);
}

/** Opens another tab of the same person. */
export async function openTab(of: Page, url: string): Promise<Page> {
  const page = of.url() === 'about:blank' ? of : await of.context().newPage();
  await page.goto(url);
  return page;
}
