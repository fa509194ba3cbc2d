// Checks an address that a command line names.

import { UsageError } from './usage-error.ts';

/** Throws a UsageError for anything but an http or https address. */
export function checkUrl(url: string, flag = '--url'): void {
  const protocol = URL.canParse(url) ? new URL(url).protocol : '';
  if (protocol !== 'http:' && protocol !== 'https:')
    throw new UsageError(`${flag} ${url} is not an http or https address`);
}
