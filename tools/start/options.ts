// The command line of `npm start`: read and checked before anything is started.

import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';

export const USAGE = `Runs the likes counter on this machine, from the template that a deployment uses.

npm start -- [options]

  --port N         port of the HTTP API and the page (default 3000)
  --scenario S     scenario to synthesize (default social-media)
  --shards N       shards of the stream (default: the scenario's)
  --data DIR       keep all state in this directory (default: in memory, gone at the end)
  --concurrency N  most execution environments of one function (default: 2 to 4, as many as cores)
  --site DIR       files to serve at / (default demo)
  --help           this text

Ctrl-C or SIGTERM ends every part and exits 0; a second one ends at once. Wrong options and a taken port exit 2.`;

export interface Command {
  readonly port: number;
  readonly context: Readonly<Record<string, string>>;
  readonly dataDir: string | undefined;
  readonly concurrency: number | undefined;
  readonly siteDir: string;
}

const options = {
  port: { type: 'string', default: '3000' },
  scenario: { type: 'string' },
  shards: { type: 'string' },
  data: { type: 'string' },
  concurrency: { type: 'string' },
  site: { type: 'string', default: 'demo' },
  help: { type: 'boolean', default: false },
} as const;

/** Thrown for options that cannot be; the message is one line. */
export class CommandLineError extends Error {
  override readonly name = 'CommandLineError';
}

/** The command, or `help`. Directories are relative to `cwd`. Throws CommandLineError. */
export function readOptions(args: readonly string[], cwd: string): Command | 'help' {
  const values = parse(args);
  if (values.help) return 'help';
  for (const option of ['data', 'site'] as const)
    if (values[option]?.trim() === '') throw new CommandLineError(`--${option}: no directory is named`);
  const { scenario, shards, data, concurrency, site } = values;
  const siteDir = resolve(cwd, site);
  if (!statSync(siteDir, { throwIfNoEntry: false })?.isDirectory())
    throw new CommandLineError(`--site ${site}: no such directory`);
  return {
    port: readNumber('--port', values.port, 0, 65_535),
    context: {
      ...(scenario !== undefined && { scenario }),
      ...(shards !== undefined && { shards: String(readNumber('--shards', shards, 1, 10_000)) }),
    },
    dataDir: data === undefined ? undefined : resolve(cwd, data),
    concurrency: concurrency === undefined ? undefined : readNumber('--concurrency', concurrency, 1, 1_000),
    siteDir,
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: false }).values;
  } catch (error) {
    // "Unknown option '--x'. To specify ...": the first sentence says it.
    const [problem] = (error as Error).message.split(/\.? To specify|\n/, 1);
    throw new CommandLineError(`${problem}; see --help`, { cause: error });
  }
}

function readNumber(option: string, text: string, least: number, most: number): number {
  const value = Number(text);
  if (!/^\d+$/.test(text) || value < least || value > most)
    throw new CommandLineError(`${option} ${text}: not a whole number from ${least} to ${most}`);
  return value;
}
