// Formats the results as Markdown, for docs/peers.md and for the screen. Every sentence that says who is better is made from them.

import { number, ratio, table } from '../markdown.ts';
import { formatProvenance } from '../provenance.ts';
import { type Fault, FAULTS } from './faults.ts';
import { costsOf, errorsOf, type PeerResults } from './results.ts';
import { medianRatio, showSpread } from './statistics.ts';
import { wrap } from '../wrap.ts';
import { boundOfDesign, FAULT_TITLES, findErrors, findLosses, readUnitsOfDesign } from './find-losses.ts';

const BASELINE = 'naive';

export function formatPeers(results: PeerResults): string {
  return [
    formatSetting(results),
    formatLosses(results),
    ...results.workloads.map((workload) => formatCosts(results, workload)),
    formatErrors(results),
    formatBounds(results),
    formatDesigns(results),
  ].join('\n\n');
}

function formatSetting(results: PeerResults): string {
  const { machine, store, seeds, likes, faultLikes, command } = results;
  const prose = [
    `${formatProvenance(results)}, ${store.name} ${store.version},`,
    `@aws-sdk/client-dynamodb ${machine.packages['@aws-sdk/client-dynamodb']}. Each measurement has ${seeds}`,
    `${seeds === 1 ? 'run' : 'runs'} with a seed of its own, with ${number(likes)} actions where costs are measured and`,
    `${number(faultLikes)} likes where something fails. Figures are medians, with the least and the greatest in brackets.`,
  ];
  return [wrap(prose.join(' ')), '', `    ${command}`].join('\n');
}

function formatLosses(results: PeerResults): string {
  const losses = findLosses(results);
  const titleOf = (name: string) => results.designs.find((design) => design.name === name)?.title ?? name;
  const lines = [...Map.groupBy(losses, ({ where }) => where)].map(([where, those]) =>
    wrap(`- ${where}: ${those.map(({ design, by }) => `${by} (${titleOf(design)})`).join(', ')}`),
  );
  const better = [...new Set(losses.map(({ design }) => design))];
  const priceOf = (name: string) => {
    const errors = findErrors(results, name);
    return wrap(
      `- ${titleOf(name)}: ${errors.length === 0 ? 'nothing; it was exact in every run' : errors.join(', ')}`,
    );
  };
  return [
    '### Where ours loses',
    '',
    ...(losses.length === 0
      ? ['In this run ours is behind in nothing that was measured.']
      : [
          wrap(
            'Each figure is ours beside the named design. Ratios are medians of the ratios within a seed. Differences below 2% are not shown.',
          ),
          '',
          ...lines,
          '',
          'What these designs counted wrong in the same run:',
          '',
          ...better.map(priceOf),
        ]),
  ].join('\n');
}

function formatCosts(results: PeerResults, { name, title }: PeerResults['workloads'][number]): string {
  const baseline = costsOf(results, BASELINE, name);
  const rows = results.designs.map((design) => {
    const runs = costsOf(results, design.name, name);
    return [
      design.title,
      showSpread(
        runs.map((run) => run.ledgerUnits),
        3,
      ),
      showSpread(
        runs.map((run) => run.counterUnits),
        3,
      ),
      showSpread(
        runs.map((run) => run.readUnits),
        3,
      ),
      showSpread(
        runs.map((run) => run.requests),
        3,
      ),
      showSpread(runs.map((run) => run.cpuMicroseconds)),
      ratio(medianRatio(runs, baseline, (run) => run.cpuMicroseconds)),
      showSpread(runs.map((run) => run.likesPerSecond)),
      ratio(medianRatio(runs, baseline, (run) => run.likesPerSecond)),
      showSpread(
        runs.map((run) => run.error * 100),
        1,
      ),
    ];
  });
  const head = [
    'per action',
    'ledger WCU',
    'counter WCU',
    'RCU',
    'requests',
    'client CPU, µs',
    'CPU / naive',
    'likes/s',
    'likes/s / naive',
    'error, %',
  ];
  return [`### ${title}`, '', table(head, rows)].join('\n');
}

function formatErrors(results: PeerResults): string {
  const happenedUnder = (fault: Fault) =>
    results.errors.reduce((sum, run) => sum + (run.fault === fault ? run.happened : 0), 0);
  const rows = results.designs.map((design) => [
    design.title,
    ...FAULTS.map((fault) => {
      const errors = errorsOf(results, design.name, fault);
      const broken = design.claims.includes(fault) && errors.some((error) => error > 0);
      return `${showSpread(
        errors.map((error) => error * 100),
        1,
      )}${broken ? ' (claimed exact)' : ''}`;
    }),
  ]);
  return [
    '### How wrong the counts are when something goes wrong',
    '',
    wrap(
      `Likes that are too many or too few, in percent of all likes, on the Zipf workload. Each person likes each post once. In all these runs, ${number(happenedUnder('crashes'))} invocations crashed and ${number(happenedUnder('lost-answers'))} answers were lost.`,
    ),
    '',
    table(['error, %', ...FAULTS.map((fault) => FAULT_TITLES[fault])], rows),
  ].join('\n');
}

function formatBounds(results: PeerResults): string {
  const rows = results.designs.map((design) => [
    design.title,
    number(boundOfDesign(results, design)),
    `${design.bound.keys} in ${design.bound.table}`,
    number(readUnitsOfDesign(results, design.name), 1),
  ]);
  return [
    '### How fast one post can be liked before the first throttle',
    '',
    wrap(
      'This is a formula and no measurement: 1,000 WCU a second and key, times the keys, divided by the units per like of the table that binds (hot post, above). What a design does afterwards is not in it. Ours splits the post then. Beside it stands what a reader pays for one count.',
    ),
    '',
    table(['', 'likes/s', 'keys', 'RCU of one count'], rows),
  ].join('\n');
}

function formatDesigns({ designs }: PeerResults): string {
  const claimsOf = ({ claims }: PeerResults['designs'][number]) =>
    claims.map((fault) => FAULT_TITLES[fault]).join(', ');
  return [
    '### The designs',
    '',
    ...designs.map((design) =>
      wrap(
        [
          `- **${design.title}** ([${design.source.name}](${design.source.url})).`,
          design.translation,
          `Claims exact counts under: ${claimsOf(design)}.`,
          design.knowsPeople ? '' : 'It does not know who has liked, so that changed minds are beyond it.',
        ]
          .filter((part) => part !== '')
          .join(' '),
      ),
    ),
  ].join('\n');
}
