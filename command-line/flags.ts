// Flags of a command line: a typing error is one line that names the flag.

import { type ParseArgsOptionsConfig, parseArgs } from 'node:util';
import { UsageError } from './usage-error.ts';

export const TEXT = { type: 'string' } as const;
export const FLAG = { type: 'boolean', default: false } as const;

/** The values of the flags. Throws a UsageError for a flag that is not there, and for anything that is no flag. */
export function readFlags<Flags extends ParseArgsOptionsConfig>(args: string[], options: Flags) {
  try {
    return parseArgs({ args, options, strict: true }).values;
  } catch (error) {
    const [message = ''] = (error as Error).message.split(/\. |\n/);
    throw new UsageError(`${message} (--help lists the flags)`, { cause: error });
  }
}
