// The browser of the tests: Debian's, kept from calling home.

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

if (!existsSync(CHROMIUM_PATH))
  throw new Error(`The browser tests need ${CHROMIUM_PATH}: apt-get install chromium`);
