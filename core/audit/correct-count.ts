// Takes the drift out of a count, by the same conditional commit that counts everything else. It writes to the root, whether the counter
// is split or not, and likes may flow meanwhile.

import { AUDIT_LANE, ROOT_BUCKET } from '../counters/counter-item.ts';
import type { Cut } from '../counters/cut.ts';
import type { Counters } from '../counters/ports.ts';
import type { Position } from '../stream/sequence-number.ts';

/** How many digits the number of corrections has at the start of an audit mark, so that marks sort. */
const DIGITS = 12;

/** @param auditor tells this correction from another auditor's correction of the same cut. A repeat gives the same name. */
export function nextAuditMark(mark: Position | undefined, auditor: string): Position {
  const corrections = Number(mark?.slice(0, DIGITS) ?? 0) + 1;
  return `${String(corrections).padStart(DIGITS, '0')}-${auditor}`;
}

/**
 * Corrects a count once, however often the call is repeated. Does nothing when somebody else has corrected the count since the cut,
 * because then the measured drift is gone.
 */
export async function correctCount(
  counters: Pick<Counters, 'commit'>,
  key: string,
  { cut, drift, auditor }: { cut: Cut; drift: number; auditor: string },
): Promise<'corrected' | 'measured-too-early'> {
  const found = cut.marks.get(AUDIT_LANE);
  const mark = nextAuditMark(found, auditor);
  const { done, item } = await counters.commit({
    key,
    bucket: ROOT_BUCKET,
    lane: AUDIT_LANE,
    delta: -drift,
    mark,
    expected: { exactly: found },
    // The drift was measured on a counter. If that counter is lost, a rebuild must find nothing here.
    mustExist: true,
  });
  return done || item?.marks.get(AUDIT_LANE) === mark ? 'corrected' : 'measured-too-early';
}
