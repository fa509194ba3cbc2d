// A scenario of a deployment's own: it begins with a known one and says what is different.

import * as v from 'valibot';
import { checkScenario } from '../planner/check-scenario.ts';
import { findRig, rigNames, scenarioNames } from '../scenarios/index.ts';
import type { Scenario } from '../scenarios/scenario.ts';
import type { BadSettings } from './setting-schemas.ts';

const BasedOn = v.picklist(
  [...scenarioNames],
  ({ input }) => `unknown ${JSON.stringify(input)}; known scenarios: ${scenarioNames.join(', ')}`,
);

export const OwnScenario = v.strictObject(
  {
    name: v.pipe(
      v.string('must be a name such as my-site'),
      v.description('It is a part of the stacks’ names.'),
    ),
    basedOn: v.pipe(BasedOn, v.description('The scenario that it differs from.')),
    workload: v.optional(
      v.pipe(v.record(v.string(), v.number()), v.description('Numbers of scenarios/scenario.ts, Workload.')),
    ),
    policies: v.optional(
      v.pipe(
        v.record(v.string(), v.unknown()),
        v.description('Policies of scenarios/scenario.ts, Policies.'),
      ),
    ),
  },
  ({ expected }) =>
    expected === 'never' ? 'there is no such key; known: name, basedOn, workload, policies' : 'is missing',
);

type OwnScenario = v.InferOutput<typeof OwnScenario>;

/** A name that begins with that of another scenario could give two deployments the same stacks. */
const clashesWith = (name: string): string | undefined =>
  [...scenarioNames, ...rigNames].find(
    (known) => known === name || known.startsWith(`${name}-`) || name.startsWith(`${known}-`),
  );

/** The limits of persons and addresses are numbers, so that each may differ by itself. */
function fairnessOf({ policies }: Scenario, own: OwnScenario): unknown {
  const { fairness = {} } = own.policies ?? {};
  return typeof fairness === 'object' ? { ...policies.fairness, ...fairness } : fairness;
}

/** Returns the whole scenario, or what is wrong with it. */
export function completeScenario(own: OwnScenario): Scenario | BadSettings {
  const { name, basedOn } = own;
  const base = findRig(basedOn)?.scenario;
  if (!base) throw new Error(`there is no scenario ${basedOn}`);
  const known = clashesWith(name);
  if (known !== undefined)
    return { problem: `scenario.name: "${name}" is too like the name of the scenario ${known}` };
  const scenario = checkScenario({
    ...base,
    name,
    workload: { ...base.workload, ...own.workload },
    policies: { ...base.policies, ...own.policies, fairness: fairnessOf(base, own) },
  });
  return 'field' in scenario ? { problem: `scenario.${scenario.field}: ${scenario.problem}` } : scenario;
}
