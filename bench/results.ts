// All results of one run of the benchmark, as they are kept in JSON.

import type { Arrival } from './arrivals.ts';
import type { ColdStart } from './cold-start/cold-start.ts';
import type { WindowRow } from './longer-windows.ts';
import type { Measurement } from './measure.ts';
import type { MicroResult } from './micro/micro-result.ts';
import type { ProfiledRun } from './profile/profile-runs.ts';
import type { Provenance } from './provenance.ts';
import type { SideName } from './side.ts';

export interface Results extends Provenance {
  readonly seed: number;
  readonly repeats: number;
  readonly lanes: number;
  /** In the order of the report. */
  readonly arrivals: readonly Pick<Arrival, 'name' | 'title'>[];
  readonly measurements: readonly Measurement[];
  /** Undefined when no file was given. */
  readonly windows: { readonly likesPerSecond: number; readonly rows: readonly WindowRow[] } | undefined;
  readonly profiles: readonly ProfiledRun[];
  readonly micro: readonly MicroResult[];
  readonly coldStarts: readonly ColdStart[];
}

export const runsOf = ({ measurements }: Results, arrival: Pick<Arrival, 'name'>, side: SideName) =>
  measurements.filter((run) => run.arrival === arrival.name && run.side === side);
