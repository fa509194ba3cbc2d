// Reads the flags of a command line. A typing error becomes one line that names the flag.

import { type ParseArgsOptionsConfig, parseArgs } from 'node:util';
import { UsageError } from './usage-error.ts';

export const TEXT = { type: 'string' } as const;
export const FLAG = { type: 'boolean', default: false } as const;

/** Returns the values of the flags. Throws a UsageError for an unknown flag and for anything that is not a flag. */
export function readFlags<Flags extends ParseArgsOptionsConfig>(args: string[], options: Flags) {
  try {
    return parseArgs({ args, options, strict: true }).values;
  } catch (error) {
    const [message = ''] = (error as Error).message.split(/\. |\.?\n/);
    throw new UsageError(`${message} (--help lists the flags)`, { cause: error });
  }
}
