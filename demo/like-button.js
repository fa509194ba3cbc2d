// A like button with its count. The button shows at once what the person asked for, in whichever tab, until the server's answer
// shows it too. The count shows only what the server has counted.

/** After this long, the page says that counting takes longer than usual. */
const SLOW_COUNTING_MS = 20_000;
/** After this long, the button shows the server's `liked` again: the action was overtaken, by another device for example. */
const MAX_COUNTING_MS = 60 * 60 * 1_000;
/** How much longer than another tab this one may take to read an answer that shows the action. */
const OTHER_TAB_MS = 5_000;

/**
 * @param parts { button, count, note }: the elements that it fills
 * @param events onClick(liked), and onCounted(liked, count) for what was clicked here
 */
export function makeLikeButton({ outbox, clock, postId, parts, onClick, onCounted }) {
  const { button, count, note } = parts;
  let answer = { count: undefined, asOf: null };
  /** What the person asked for, while the server's answer does not show it. */
  let own = outbox.read(postId);
  let clickedId;
  /** When another tab saw the server's answer show our action. */
  let settledMs;

  function noteText() {
    if (own && own.acceptedMs === undefined) {
      if (own.limited && !own.maybeTaken) return 'waiting…';
      return own.failures > 0 ? 'not confirmed yet' : 'sending…';
    }
    if (own) return clock.now() - own.acceptedMs > SLOW_COUNTING_MS ? 'still counting…' : 'counting…';
    if (answer.asOf) return `as of ${new Date(answer.asOf).toLocaleTimeString()}`;
    return answer.count === undefined ? '' : 'no likes yet';
  }

  function render() {
    button.setAttribute('aria-pressed', String(own?.liked ?? answer.liked ?? false));
    count.textContent = answer.count?.toLocaleString() ?? '–';
    note.textContent = noteText();
  }

  /** Takes over what the outbox holds. What another tab settled stays until this tab's own answer shows it. */
  function refresh() {
    const kept = outbox.read(postId);
    // A new id of the same action, by a corrected clock, is still what was clicked here.
    if (clickedId && clickedId === own?.id && kept?.liked === own.liked) clickedId = kept.id;
    if (kept) settledMs = undefined;
    else settledMs ??= Date.now();
    if (kept || own?.acceptedMs === undefined || Date.now() - settledMs > OTHER_TAB_MS) own = kept;
    render();
  }

  /** The action is counted when the answer is newer than its acceptance and agrees with it. */
  function isShownBy({ asOf, liked }) {
    return own?.acceptedMs !== undefined && Date.parse(asOf) > own.acceptedMs && own.liked === liked;
  }

  button.addEventListener('click', () => {
    onClick(!(own?.liked ?? answer.liked ?? false));
    clickedId = outbox.read(postId)?.id;
  });
  render();

  return {
    refresh,
    /** Shows the server's answer. */
    show(latest) {
      answer = latest;
      refresh();
      const counted = isShownBy(latest);
      if (!counted && !(clock.now() - own?.acceptedMs > MAX_COUNTING_MS)) return;
      const { id, liked } = own;
      own = undefined;
      outbox.remove(postId, { id });
      if (counted && id === clickedId) onCounted(liked, latest.count);
      render();
    },
  };
}
