// Finds a scenario by its name, or reads one from a file.

import { readFileSync } from 'node:fs';
import { UsageError } from '../../command-line/usage-error.ts';
import { checkScenario } from '../../planner/check-scenario.ts';
import { findRig, rigNames, scenarioNames } from '../../scenarios/index.ts';
import type { Rig } from '../../scenarios/rig.ts';

/** @param text a name, or the path of a JSON file. Throws a UsageError. */
export function findScenarioOrFile(flag: string, text: string): Rig {
  if (text.endsWith('.json')) return readScenarioFile(flag, text);
  const rig = findRig(text);
  if (rig) return rig;
  throw new UsageError(
    `${flag}: unknown "${text}"; known scenarios: ${scenarioNames.join(', ')}; known rigs: ${rigNames.join(', ')}`,
  );
}

/** Throws a UsageError, which names the field that is wrong. */
export function readScenarioFile(flag: string, path: string): Rig {
  const scenario = checkScenario(readJson(flag, path));
  if ('field' in scenario) throw new UsageError(`${flag} ${path}: ${scenario.field} ${scenario.problem}`);
  return { name: scenario.name, scenario, overrides: {} };
}

function readJson(flag: string, path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (cause) {
    const [reason = ''] = (cause as Error).message.split('\n');
    throw new UsageError(`${flag} ${path}: ${reason}`, { cause });
  }
}
