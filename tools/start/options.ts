// The command line of `npm start`: read and checked before anything is started.

import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { FLAG, readFlags, TEXT } from '../../command-line/flags.ts';
import { readScale } from '../../command-line/scale.ts';
import { COUNT, readNumber } from '../../command-line/number.ts';
import { UsageError } from '../../command-line/usage-error.ts';

export const HELP = `Runs the likes counter on this machine, from the template that a deployment uses.

npm start -- [options]

  --port N         port of the HTTP API and the page (default 3000)
  --scenario S     scenario to synthesize (default social-media)
  --shards N       shards of the stream (default: the scenario's)
  --allow-origin O pages of this origin may call the API too, such as http://localhost:5173; it can be given several times
  --challenge C    what a new visitor must solve first: none or proof-of-work (default none)
  --edge           put a local form of CloudFront before API and page, as edge=true does in a deployment
  --data DIR       keep all state in this directory (default: keep it in memory until the end)
  --concurrency N  most execution environments of one function (default: as many as cores, but 2 to 4)
  --limits on|off  off lifts AWS's limits on throughput and concurrency (default on)
  --scale 1/N      multiplies every limit, such as 1/100 or 0.01, so that little traffic reaches it (default 1)
  --alarm-minute N seconds that a minute lasts for alarms, such as 5, so that nobody waits for an hour (default 60)
  --site DIR       files to serve at / (default: the project's pages, built when their sources have changed)
  --help           this text

Ctrl-C or SIGTERM ends every part and exits with 0; a second one ends everything at once. Wrong options and a taken port
exit with 2.
`;

export interface StartOptions {
  readonly port: number;
  readonly context: Readonly<Record<string, string>>;
  readonly dataDir: string | undefined;
  readonly concurrency: number | undefined;
  readonly limits: 'on' | 'off';
  readonly scale: number;
  readonly alarmMinuteMs: number;
  /** Undefined for the project's own pages. */
  readonly siteDir: string | undefined;
}

const FLAGS = {
  port: TEXT,
  scenario: TEXT,
  shards: TEXT,
  'allow-origin': { type: 'string', multiple: true },
  challenge: TEXT,
  edge: FLAG,
  data: TEXT,
  concurrency: TEXT,
  limits: TEXT,
  scale: TEXT,
  'alarm-minute': TEXT,
  site: TEXT,
  help: FLAG,
} as const;

/** Directories are relative to `cwd`. Throws a UsageError for anything that is not understood. */
export function readOptions(args: string[], cwd: string): StartOptions | 'help' {
  const flags = readFlags(args, FLAGS);
  if (flags.help) return 'help';
  for (const name of ['data', 'site'] as const)
    if (flags[name]?.trim() === '') throw new UsageError(`--${name}: no directory is named`);
  const { scenario, shards, data, concurrency, site, 'allow-origin': origins = [] } = flags;
  if (origins.some((origin) => origin.trim() === ''))
    throw new UsageError('--allow-origin: no origin is named');
  const { limits = 'on' } = flags;
  if (limits !== 'on' && limits !== 'off')
    throw new UsageError(`--limits must be on or off, not "${limits}"`);
  const siteDir = site === undefined ? undefined : resolve(cwd, site);
  if (siteDir !== undefined && !statSync(siteDir, { throwIfNoEntry: false })?.isDirectory())
    throw new UsageError(`--site ${site}: no such directory`);
  return {
    port: readNumber('--port', flags.port, { whole: true, least: 0, most: 65_535 }, 3_000),
    context: {
      ...(scenario !== undefined && { scenario }),
      ...(shards !== undefined && {
        shards: String(readNumber('--shards', shards, { ...COUNT, most: 10_000 })),
      }),
      ...(flags.challenge !== undefined && { challenge: flags.challenge }),
      ...(flags.edge && { edge: 'true' }),
      ...(origins.length > 0 && { allowedOrigins: origins.join(',') }),
    },
    dataDir: data === undefined ? undefined : resolve(cwd, data),
    concurrency:
      concurrency === undefined
        ? undefined
        : readNumber('--concurrency', concurrency, { ...COUNT, most: 1_000 }),
    limits,
    scale: readScale('--scale', flags.scale),
    alarmMinuteMs: 1_000 * readNumber('--alarm-minute', flags['alarm-minute'], { above: 0, most: 60 }, 60),
    siteDir,
  };
}
