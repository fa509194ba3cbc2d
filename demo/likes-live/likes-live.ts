// Counts that the server pushes. It subscribes to what is in view over one connection, and tells which posts need no polling. It asks
// one thing at a time, because the server may handle two frames of a connection in any order.

import { makeConnection } from './connection.ts';
import type { Live, LiveOptions } from './live.ts';
import { readFrame } from './read-frame.ts';
import { readViewerToken } from './viewer-token.ts';

/** What comes into view together is asked for in one frame. */
const GATHER_MS = 100;
/** A question without an answer for so long was lost. Its posts are polled until something else is asked. */
const LOST_MS = 10_000;
/** From here on, a problem is one of the server or the connection, and not of what was asked. */
const MIN_PASSING_STATUS = 410;

export function makeLive({ url, maxPosts, request, asVisitor, wanted, deliver, onEnd }: LiveOptions): Live {
  const token = (isDoubted: boolean) => readViewerToken(asVisitor, request, isDoubted);
  let gathering: ReturnType<typeof setTimeout> | undefined;
  const subscribed = new Set<string>();
  /** The server does not take these on this connection. */
  const refused = new Set<string>();
  /** A connection that breaks once leaves these as they are: the next one fills the gap. */
  const pushed = new Set<string>();
  /** The posts of the question that is not answered yet. */
  let asked: Set<string> | undefined;
  let askedMs = 0;

  const connection = makeConnection({ url, token, onOpen, onFrame, onBreak });

  function sync() {
    gathering = undefined;
    const inView = wanted();
    connection.need(inView.length > 0);
    if (asked && Date.now() - askedMs > LOST_MS) return connection.drop();
    if (asked || !connection.isOpen) return;
    const leaving = [...subscribed].filter((postId) => !inView.includes(postId));
    const isNew = (postId: string) => !subscribed.has(postId) && !refused.has(postId);
    const joining = inView.filter(isNew).slice(0, maxPosts - subscribed.size);
    if (leaving.length) {
      leaving.forEach(end);
      ask('unsubscribe', leaving);
    } else if (joining.length) {
      for (const postId of joining) subscribed.add(postId);
      ask('subscribe', joining);
    }
  }

  function ask(action: string, posts: readonly string[]) {
    asked = new Set(posts);
    askedMs = Date.now();
    connection.send({ action, posts });
  }

  function end(postId: string) {
    subscribed.delete(postId);
    pushed.delete(postId);
  }

  function onOpen() {
    sync();
    const ended = [...pushed].filter((postId) => !subscribed.has(postId));
    ended.forEach(end);
    if (ended.length) onEnd();
  }

  function onFrame(data: unknown) {
    const frame = readFrame(data);
    if (!frame) return;
    const { counts = [], left = [], problem } = frame;
    const known = counts.filter(({ postId }) => subscribed.has(postId));
    for (const { postId } of known) pushed.add(postId);
    if (known.length) deliver(known);
    if (problem && problem >= MIN_PASSING_STATUS) return connection.drop();
    for (const postId of problem ? [...(asked ?? [])] : []) {
      refused.add(postId);
      end(postId);
    }
    for (const postId of [...known.map(({ postId }) => postId), ...left]) asked?.delete(postId);
    if (problem) onEnd();
    if (!problem && asked?.size !== 0) return;
    asked = undefined;
    sync();
  }

  function onBreak(isAgain: boolean) {
    asked = undefined;
    subscribed.clear();
    refused.clear();
    if (!isAgain) return;
    pushed.clear();
    onEnd();
  }

  return {
    wake: () => void (gathering ??= setTimeout(sync, GATHER_MS)),
    isPushed: (postId) => pushed.has(postId),
  };
}
