// All results of one run, as --json prints them.

import type { Provenance } from '../provenance.ts';
import type { Design } from './design.ts';
import type { Fault } from './faults.ts';
import type { CostRun } from './measure-costs.ts';
import type { ErrorRun } from './measure-errors.ts';
import type { StoreName } from './store/server.ts';
import type { Workload, WorkloadName } from './workloads.ts';

export interface PeerResults extends Provenance {
  readonly store: { readonly name: StoreName; readonly version: string };
  readonly seeds: number;
  readonly likes: number;
  readonly faultLikes: number;
  /** In the order of the report. */
  readonly designs: readonly Pick<
    Design,
    'name' | 'title' | 'source' | 'translation' | 'claims' | 'knowsPeople' | 'bound'
  >[];
  readonly workloads: readonly Pick<Workload, 'name' | 'title' | 'likesOnly'>[];
  readonly costs: readonly CostRun[];
  readonly errors: readonly ErrorRun[];
}

export const costsOf = ({ costs }: PeerResults, design: string, workload: WorkloadName): CostRun[] =>
  costs.filter((run) => run.design === design && run.workload === workload);

export const errorsOf = ({ errors }: PeerResults, design: string, fault: Fault): number[] =>
  errors.filter((run) => run.design === design && run.fault === fault).map(({ error }) => error);
