// The attributes that make an element a target of tools.

import type { StoryView } from '../story/view.ts';
import { type Target, type Tool, writeTarget } from './tools.ts';

export type TargetAttributes = (target: Target) => Readonly<Record<string, string | boolean | undefined>>;

/** While a tool is in the hand, the targets that it may be applied to stand out, and the others cannot be pressed. */
export const targetsFor =
  (tool: Tool | undefined, view: StoryView): TargetAttributes =>
  (target) => {
    const isOpen = tool?.happening(target, view) !== undefined;
    return {
      'data-target': writeTarget(target),
      'data-open': isOpen,
      'aria-disabled': isOpen ? undefined : 'true',
    };
  };
