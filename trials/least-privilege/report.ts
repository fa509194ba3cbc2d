// What the judgements of an emulator say. Pure.

import type { Judgement } from './judge-role.ts';
import { WRONG_JUDGEMENTS, type WrongJudgement } from './wrong-judgements.ts';

export interface Report {
  /** The emulator and the template do not agree, and nobody knows why. */
  readonly unknown: readonly Judgement[];
  readonly known: readonly Judgement[];
  /** The emulator judges right now. */
  readonly closed: readonly WrongJudgement[];
}

export function reportOn(
  judgements: readonly Judgement[],
  wrong: readonly WrongJudgement[] = WRONG_JUDGEMENTS,
): Report {
  const isAbout = (it: WrongJudgement, { operation, granted }: Judgement) =>
    it.operation === operation && it.granted === granted;
  const differing = judgements.filter(({ granted, letThrough }) => granted !== letThrough);
  const isKnown = (judgement: Judgement) => wrong.some((it) => isAbout(it, judgement));
  return {
    unknown: differing.filter((it) => !isKnown(it)),
    known: differing.filter(isKnown),
    closed: wrong.filter(
      (it) =>
        judgements.some((judged) => isAbout(it, judged)) && !differing.some((judged) => isAbout(it, judged)),
    ),
  };
}

export const formatJudgement = ({ role, operation, resource, letThrough, answer }: Judgement): string =>
  letThrough
    ? `${role} was let through to ${operation} on ${resource} (${answer}), which its role does not grant`
    : `${role} was refused ${operation} on ${resource}, which its role grants`;
