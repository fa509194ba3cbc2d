// Builds the pages before a test run, so that no two tests build them at the same time. A template with an edge holds them, too.

import { keepPageFresh } from '../tools/page/keep-page-fresh.ts';

export default async function buildPages() {
  await keepPageFresh();
}
