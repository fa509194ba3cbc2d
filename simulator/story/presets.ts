// All prepared stories.

import type { Mutant } from '../../trials/model/mutants.ts';
import { EVERYDAY } from './everyday-presets.ts';
import type { Preset } from './preset.ts';
import { OF_RULES } from './rule-presets.ts';

export const PRESETS: readonly Preset[] = [...EVERYDAY, ...OF_RULES];

/** The first story that goes wrong without the rule. */
export const presetOf = (mutant: Mutant): Preset | undefined => PRESETS.find(({ rule }) => rule === mutant);
