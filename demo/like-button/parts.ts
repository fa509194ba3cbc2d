// What one sees and hears of a like button.

import type { Likes } from '../likes-client/types.ts';
import { shownCount } from './shown-count.ts';
import { style } from './style.ts';
import { texts } from './texts.ts';

const MARKUP =
  '<button part="button" type="button">' +
  '<svg part="icon" viewBox="0 0 24 24" aria-hidden="true">' +
  '<path d="M12 21C5 15.5 2 12 2 8a5 5 0 0 1 10-1 5 5 0 0 1 10 1c0 4-3 7.5-10 13z"/></svg>' +
  '<span part="text"></span> <span class="hidden"></span></button>' +
  '<p part="likes" class="likes"><span part="count" class="count"></span><span part="note" class="note"></span></p>' +
  '<p class="hidden" aria-live="polite"></p>';

/** Stands for a count that is not there yet. */
const UNKNOWN = '–';

export class LikeButtonParts {
  /** The person acted here, and it is not counted yet. */
  acted = false;
  readonly #host: HTMLElement;
  readonly #parts: readonly HTMLElement[];
  #problem: string | undefined;

  constructor(host: HTMLElement, onClick: () => void) {
    const root = host.attachShadow({ mode: 'open', delegatesFocus: true });
    root.adoptedStyleSheets = [style()];
    root.innerHTML = MARKUP;
    this.#host = host;
    this.#parts = [...root.querySelectorAll<HTMLElement>('button,span,.hidden')];
    this.#parts[0]!.addEventListener('click', onClick);
  }

  show({ count, asOf, liked, status, problem }: Likes): void {
    const [button, text, label, countPart, note, spoken] = this.#parts as readonly [
      HTMLElement,
      HTMLElement,
      HTMLElement,
      HTMLElement,
      HTMLElement,
      HTMLElement,
    ];
    const language = languageOf(this.#host);
    const name = this.#host.getAttribute('label') ?? '';
    const say = (words: string) => (spoken.textContent = name ? `${name}: ${words}` : words);
    const exact = count?.toLocaleString(language) ?? UNKNOWN;
    const problemText = problem && texts[problem.code];

    button.ariaPressed = String(liked);
    text.textContent = texts.like;
    label.textContent = name;
    showCount(countPart, count === undefined ? UNKNOWN : shownCount(count, language));
    countPart.title = exact;
    note.textContent =
      texts[status] ||
      problemText ||
      (asOf && texts.asOf + new Date(asOf).toLocaleTimeString(language)) ||
      (count === undefined ? '' : texts.none);

    if (problemText && problemText !== this.#problem) say(problemText);
    else if (this.acted && status === 'idle')
      say(`${liked ? texts.liked : texts.unliked}, ${exact} ${texts.inAll}`);
    if (status === 'idle') this.acted = false;
    this.#problem = problemText;
  }
}

/** A count that has changed comes up softly. It is not spoken: only what the person has done is. */
function showCount(part: HTMLElement, text: string) {
  const before = part.textContent;
  if (before === text) return;
  part.textContent = text;
  if (before && before !== UNKNOWN && !matchMedia('(prefers-reduced-motion)').matches)
    part.animate([{ opacity: 0.2, translate: '0 .2em' }, {}], { duration: 250, easing: 'ease-out' });
}

/** Returns the language of the page's text there, or undefined for the browser's own. */
function languageOf(element: HTMLElement): string | undefined {
  const { lang = '' } = element.closest<HTMLElement>('[lang]') ?? {};
  try {
    return Intl.getCanonicalLocales(lang)[0];
  } catch {
    return undefined;
  }
}
