// A month of use of one resource, in the words of Infracost.

import type { Units } from '../../planner/components/units.ts';
import { SECONDS_PER_MONTH } from '../../planner/prices.ts';

export type Usage = Readonly<Record<string, number>>;

/** What is provisioned is not usage. */
export const unitsUsage = (mode: string, units: Units): Usage =>
  mode === 'on-demand'
    ? {
        monthly_write_request_units: units.write * SECONDS_PER_MONTH,
        monthly_read_request_units: units.read * SECONDS_PER_MONTH,
      }
    : {};
