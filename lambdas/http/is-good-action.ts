// Tells in a quarter of a schema's time that an action is good as it was sent. All others go to the schema, which may still take them
// and else says what is wrong. So a list whose last action is wrong costs little more than to parse it.

import { checkClientEventId } from '../../core/likes/event-id.ts';
import { checkKeyText } from '../../core/likes/key-text.ts';

/** @param sent a value of JSON */
export function isGoodAction(sent: unknown, nowMs: number): boolean {
  if (typeof sent !== 'object' || sent === null) return false;
  const { postId, op, id } = sent as Readonly<Record<string, unknown>>;
  return (
    Object.keys(sent).length === (id === undefined ? 2 : 3) &&
    (op === 'like' || op === 'unlike') &&
    typeof postId === 'string' &&
    checkKeyText(postId) === undefined &&
    (id === undefined || (typeof id === 'string' && checkClientEventId(id, nowMs) === undefined))
  );
}
