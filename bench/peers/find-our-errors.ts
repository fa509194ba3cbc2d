// What must hold on any machine: our counts are exact, whatever goes wrong.

import { errorsOf, type PeerResults } from './results.ts';

export function findOurErrors(results: PeerResults): string[] {
  const wrong = (where: string, errors: readonly number[]) => {
    const runs = errors.filter((error) => error > 0).length;
    return runs === 0 ? [] : [`${where}: our counts were wrong in ${runs} of ${errors.length} runs`];
  };
  const faults = new Set(results.errors.map(({ fault }) => fault));
  return [
    ...results.workloads.flatMap(({ name, title }) =>
      wrong(
        title,
        results.costs
          .filter(({ design, workload }) => design === 'ours' && workload === name)
          .map(({ error }) => error),
      ),
    ),
    ...[...faults].flatMap((fault) => wrong(fault, errorsOf(results, 'ours', fault))),
  ];
}
