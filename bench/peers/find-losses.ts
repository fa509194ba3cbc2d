// Says from the results alone where ours loses, and what the design that beats it gets wrong.

import { number, ratio } from '../markdown.ts';
import { type Fault, FAULTS } from './faults.ts';
import { boundOf, METRICS } from './metrics.ts';
import { costsOf, errorsOf, type PeerResults } from './results.ts';
import { median, medianRatio } from './statistics.ts';

const OURS = 'ours';
/** A difference of less than this share is none. */
const LEAST_DIFFERENCE = 0.02;

export const FAULT_TITLES: Readonly<Record<Fault, string>> = {
  none: 'no fault',
  crashes: 'crashes',
  'lost-answers': 'lost answers',
  replay: 'replay',
  reshard: 'reshard',
  'inner-replay': 'replay of inner streams',
};

export interface Loss {
  readonly where: string;
  readonly design: string;
  /** What is shown beside the design's title. */
  readonly by: string;
}

export function findLosses(results: PeerResults): Loss[] {
  const peers = results.designs.filter(({ name }) => name !== OURS);
  if (peers.length === results.designs.length) return [];
  const losses: Loss[] = [];
  for (const { name: workload, title } of results.workloads) {
    const ours = costsOf(results, OURS, workload);
    for (const metric of METRICS) {
      for (const peer of peers) {
        const theirs = costsOf(results, peer.name, workload);
        const [own, other] = [ours, theirs].map((runs) => median(runs.map(metric.valueOf))) as [
          number,
          number,
        ];
        const ourRatio = other === 0 && own === 0 ? 1 : medianRatio(ours, theirs, metric.valueOf);
        const loses = metric.smaller ? ourRatio > 1 + LEAST_DIFFERENCE : ourRatio < 1 - LEAST_DIFFERENCE;
        const by = other === 0 ? `${number(own, 3)} against none` : ratio(ourRatio);
        if (loses) losses.push({ where: `${title}: ${metric.title} per like`, design: peer.name, by });
      }
    }
    losses.push(
      ...worse(results, `${title}: error`, (name) =>
        costsOf(results, name, workload).map(({ error }) => error),
      ),
    );
  }
  for (const fault of FAULTS.filter((each) => each !== 'none'))
    losses.push(
      ...worse(results, `error under: ${FAULT_TITLES[fault]}`, (name) => errorsOf(results, name, fault)),
    );
  return [...losses, ...boundLosses(results), ...readLosses(results)].map((loss) => ({
    ...loss,
    where: loss.where.replace('likes/s per like', 'likes/s'),
  }));
}

/** The mean, because a fault that comes in few runs has a median of zero. */
const meanOf = (values: readonly number[]) => values.reduce((sum, each) => sum + each, 0) / values.length;

function worse(
  results: PeerResults,
  where: string,
  errorsOfDesign: (name: string) => readonly number[],
): Loss[] {
  const own = meanOf(errorsOfDesign(OURS));
  return results.designs
    .filter(({ name }) => own > meanOf(errorsOfDesign(name)))
    .map(({ name }) => ({
      where,
      design: name,
      by: `${number(own * 100, 2)}% against ${number(meanOf(errorsOfDesign(name)) * 100, 2)}%`,
    }));
}

export const boundOfDesign = (
  results: PeerResults,
  { name, bound }: PeerResults['designs'][number],
): number => boundOf(bound.keys, median(costsOf(results, name, 'hot').map(({ boundUnits }) => boundUnits)));

export const readUnitsOfDesign = (results: PeerResults, name: string): number =>
  median(costsOf(results, name, 'hot').map(({ unitsOfRead }) => unitsOfRead));

function boundLosses(results: PeerResults): Loss[] {
  const ours = results.designs.find(({ name }) => name === OURS);
  if (!ours) return [];
  const own = boundOfDesign(results, ours);
  return results.designs
    .filter((design) => boundOfDesign(results, design) > own * (1 + LEAST_DIFFERENCE))
    .map((design) => ({
      where: 'likes/s on one post before the first throttle',
      design: design.name,
      by: ratio(own / boundOfDesign(results, design)),
    }));
}

function readLosses(results: PeerResults): Loss[] {
  const own = readUnitsOfDesign(results, OURS);
  return results.designs
    .filter(({ name }) => readUnitsOfDesign(results, name) < own)
    .map(({ name }) => ({
      where: 'read units of one count',
      design: name,
      by: ratio(own / readUnitsOfDesign(results, name)),
    }));
}

/** Returns the situations in which a design counted wrong in this run, by their titles. */
export function findErrors(results: PeerResults, design: string): string[] {
  const isWrong = (errors: readonly number[]) => errors.some((error) => error > 0);
  return [
    ...results.workloads
      .filter(({ name }) => isWrong(costsOf(results, design, name).map(({ error }) => error)))
      .map(({ name, likesOnly }) => (likesOnly ? `${name} without a fault` : 'changed minds')),
    ...FAULTS.filter((fault) => isWrong(errorsOf(results, design, fault))).map(
      (fault) => FAULT_TITLES[fault],
    ),
  ];
}
