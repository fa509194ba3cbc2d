// The choice of a story and of a broken rule. Both stand in the address after `#`, so that a link shows the same.

import { isMutant, type Mutant } from '../../trials/model/mutants.ts';
import type { Preset } from '../story/preset.ts';
import { presetOf, PRESETS } from '../story/presets.ts';
import { OF_RULES } from '../story/rule-presets.ts';
import { RULES, ruleOf } from '../story/rules.ts';
import { h, show } from './element.ts';
import { find } from './find.ts';

export interface Choice {
  readonly preset: Preset;
  /** The broken rule. */
  readonly mutant: Mutant | undefined;
}

const FIRST = PRESETS[0] as Preset;

export function readChoice(hash: string): Choice {
  const words = new URLSearchParams(hash.slice(1));
  const preset = PRESETS.find(({ id }) => id === words.get('story')) ?? FIRST;
  const rule = words.get('broken') ?? '';
  return { preset, mutant: isMutant(rule) && ruleOf(rule) ? rule : undefined };
}

export function writeChoice({ preset, mutant }: Choice): string {
  return `#${new URLSearchParams({ story: preset.id, ...(mutant && { broken: mutant }) }).toString()}`;
}

/** @param choose is called when somebody has chosen */
export function makeChoices(choose: (choice: Choice) => void): (choice: Choice) => void {
  const preset = find('preset', HTMLSelectElement);
  const rule = find('rule', HTMLSelectElement);
  const option = (value: string, text: string) => h('option', { value }, text);
  const groups = { 'What happens every day': false, 'What each rule is for': true };
  show(
    preset,
    Object.entries(groups).map(([label, isOfRule]) =>
      h(
        'optgroup',
        { label },
        ...PRESETS.filter((each) => isOfRule === isAboutRule(each)).map(({ id, title }) => option(id, title)),
      ),
    ),
  );
  show(rule, [
    option('', 'All rules hold'),
    h('optgroup', { label: 'Break a rule' }, ...RULES.map(({ mutant, broken }) => option(mutant, broken))),
  ]);

  const chosenRule = () => (isMutant(rule.value) ? rule.value : undefined);
  const chosenPreset = () => PRESETS.find(({ id }) => id === preset.value) ?? FIRST;
  // A story about a rule is told without the rule first.
  preset.addEventListener('change', () => {
    const chosen = chosenPreset();
    choose({ preset: chosen, mutant: isAboutRule(chosen) ? chosen.rule : undefined });
  });
  rule.addEventListener('change', () => {
    const mutant = chosenRule();
    const chosen = chosenPreset();
    const shows = mutant === undefined || chosen.rule === mutant;
    choose({ preset: shows ? chosen : (presetOf(mutant) ?? chosen), mutant });
  });

  return ({ preset: { id, lesson }, mutant }) => {
    preset.value = id;
    rule.value = mutant ?? '';
    find('lesson', HTMLElement).textContent = lesson;
    const effect = find('effect', HTMLElement);
    effect.hidden = mutant === undefined;
    const { broken, effect: text } = (mutant && ruleOf(mutant)) ?? { broken: '', effect: '' };
    effect.textContent = `But here a rule is broken: ${broken.charAt(0).toLowerCase()}${broken.slice(1)}. ${text}`;
  };
}

const isAboutRule = (preset: Preset): boolean => OF_RULES.includes(preset);
