// The browser of the tests is Debian's Chromium. The arguments keep it from calling home.

import { existsSync } from 'node:fs';

export const CHROMIUM_PATH = '/usr/bin/chromium';

export const CHROMIUM_ARGUMENTS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-dev-shm-usage',
];

/** CI installs a browser, so its absence is an error there. */
export const mayHaveBrowser = process.env['CI'] !== undefined || existsSync(CHROMIUM_PATH);
