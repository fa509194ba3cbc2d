// Takes the drift out of a count, with the conditional commit that everything else is counted by: on the root, whether the
// post is split or not, while likes flow.

import { AUDIT_LANE, ROOT_BUCKET } from '../counters/counter-item.ts';
import type { Counters } from '../counters/ports.ts';
import type { Position } from '../stream/sequence-number.ts';
import { type Cut } from '../counters/cut.ts';

/** Width of the number of corrections in front of an audit mark, so that marks sort. */
const DIGITS = 12;

/** @param auditor tells the correction from that of another auditor who measured the same cut; the same when it is repeated */
export function nextAuditMark(mark: Position | undefined, auditor: string): Position {
  const corrections = Number(mark?.slice(0, DIGITS) ?? 0) + 1;
  return `${String(corrections).padStart(DIGITS, '0')}-${auditor}`;
}

/**
 * Corrects a count once, however often it is repeated, and not at all if somebody else has corrected it since the cut:
 * then the drift that was measured is no longer there.
 */
export async function correctCount(
  counters: Pick<Counters, 'commit'>,
  postId: string,
  { cut, drift, auditor }: { cut: Cut; drift: number; auditor: string },
): Promise<'corrected' | 'measured-too-early'> {
  const found = cut.marks.get(AUDIT_LANE);
  const mark = nextAuditMark(found, auditor);
  const { done, item } = await counters.commit({
    postId,
    bucket: ROOT_BUCKET,
    lane: AUDIT_LANE,
    delta: -drift,
    mark,
    expected: { exactly: found },
    // Drift was measured on a counter. Where that is lost, a rebuild must find nothing.
    mustExist: true,
  });
  return done || item?.marks.get(AUDIT_LANE) === mark ? 'corrected' : 'measured-too-early';
}
