// Somebody has disabled the rule of the canary.

import type { Breakage } from '../drill.ts';
import type { Rig } from '../rig.ts';

function switchRule({ cloud }: Rig, enabled: boolean): void {
  const [, rule] = [...cloud.rules].find(([name]) => name.includes('Canary')) ?? [];
  if (!rule) throw new Error('the template has no rule for the canary');
  rule.enabled = enabled;
}

export const canaryOff: Breakage = {
  alarms: ['canary-silent'],
  breakIt: async (rig) => switchRule(rig, false),
  mend: async (rig) => switchRule(rig, true),
};
