// Runs the local cloud in a process of its own, so that its memory and CPU are measured apart from those of the sender.

import { type Session, startProfiling } from './profile/record.ts';
import { startLocalCloud } from '../local/cloud.ts';
import type { CloudRequest, CloudReply } from './cloud-messages.ts';

/** How often the memory is sampled. */
const SAMPLE_INTERVAL_MS = 100;

const [assemblyDir = ''] = process.argv.slice(2);
// A terminal sends Ctrl-C to this process too. It is ignored, because the parent asks for an orderly end.
process.on('SIGINT', () => {});
process.on('disconnect', () => process.exit(1));

let peakRssBytes = 0;
setInterval(() => {
  peakRssBytes = Math.max(peakRssBytes, process.memoryUsage.rss());
}, SAMPLE_INTERVAL_MS).unref();
let profiling: Session | undefined;

const reply = (message: CloudReply) => process.send?.(message);

let ready = false;
// The log of the start is left out. Later lines are shown, because they say what goes wrong.
const cloud = await startLocalCloud({ assemblyDir, log: (line) => ready && console.error(line) });
ready = true;

async function answer({ id, ask }: CloudRequest): Promise<void> {
  switch (ask) {
    case 'usage': {
      const { user, system } = process.cpuUsage();
      const rssBytes = Math.max(peakRssBytes, process.memoryUsage.rss());
      reply({ id, usage: { metrics: cloud.readMetrics(), cpuMs: (user + system) / 1_000, rssBytes } });
      peakRssBytes = 0;
      return;
    }
    case 'start-profile':
      profiling = await startProfiling();
      return void reply({ id });
    case 'stop-profile':
      return void reply({ id, profiles: (await profiling?.stop()) ?? [] });
    case 'close':
      await cloud.close();
      reply({ id });
      process.disconnect();
      process.exit(0);
  }
}

process.on('message', (request: CloudRequest) => void answer(request));
reply({ id: 0, url: cloud.url });
