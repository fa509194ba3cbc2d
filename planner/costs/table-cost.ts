// What a table costs in either mode. Its index is left out: it takes a write per split.

import type { ScaledUnits, TableCapacity } from '../capacity.ts';
import { HOURS_PER_MONTH, MILLION, PRICES, SECONDS_PER_MONTH } from '../prices.ts';
import type { PartCost } from './part-cost.ts';

interface UnitsPerSecond {
  readonly write: number;
  readonly read: number;
}

const NO_UNITS: UnitsPerSecond = { write: 0, read: 0 };

/**
 * @param steady units a second of the steady workload
 * @param perLike @param perPage units of one like and of one page
 */
export function tableCost(
  capacity: TableCapacity,
  steady: UnitsPerSecond,
  perLike: UnitsPerSecond = NO_UNITS,
  perPage: UnitsPerSecond = NO_UNITS,
): PartCost {
  if (capacity.mode === 'on-demand') {
    const price = (units: UnitsPerSecond) => units.write * PRICES.writeUnit + units.read * PRICES.readUnit;
    return {
      atRest: 0,
      perMillionLikes: price(perLike) * MILLION,
      perMillionPages: price(perPage) * MILLION,
      perMonth: price(steady) * SECONDS_PER_MONTH,
    };
  }
  const { write, read } = capacity.table;
  const hourly = (writeUnits: number, readUnits: number) =>
    writeUnits * PRICES.writeCapacityHour + readUnits * PRICES.readCapacityHour;
  const indexes = Object.values(capacity.indexes).reduce(
    (sum, index) => sum + hourly(index.write.least, index.read.least),
    0,
  );
  /** At the target, each unit that is used needs 1 / target that are provisioned. */
  const perUnit = ({ targetPercent }: ScaledUnits, pricePerHour: number) =>
    ((100 / targetPercent) * pricePerHour) / 3_600;
  const price = (units: UnitsPerSecond) =>
    units.write * perUnit(write, PRICES.writeCapacityHour) +
    units.read * perUnit(read, PRICES.readCapacityHour);
  return {
    atRest: (hourly(write.least, read.least) + indexes) * HOURS_PER_MONTH,
    perMillionLikes: price(perLike) * MILLION,
    perMillionPages: price(perPage) * MILLION,
    perMonth:
      (hourly(provisioned(write, steady.write), provisioned(read, steady.read)) + indexes) * HOURS_PER_MONTH,
  };
}

/** What auto scaling provisions for a rate that lasts. */
const provisioned = ({ least, most, targetPercent }: ScaledUnits, units: number): number =>
  Math.min(most, Math.max(least, (100 * units) / targetPercent));

/** Above this share of what is provisioned, a provisioned unit is cheaper than on-demand ones. */
export const provisionedBreakEvenShare = PRICES.writeCapacityHour / 3_600 / PRICES.writeUnit;
