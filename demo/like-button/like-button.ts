// <like-button post-id="…">: a like button with its count, on any page. It becomes one when it comes near the view. Until then, and
// where a script cannot run, it shows what the page has put into it.

import type { LikesClient } from '../likes-client/types.ts';
import { LikeButtonParts } from './parts.ts';

/** What the buttons say. A page may change it. */
export { texts } from './texts.ts';

const inView = new IntersectionObserver(
  (entries) => {
    for (const { target, isIntersecting } of entries) void (target as LikeButton).see(isIntersecting);
  },
  { rootMargin: '200px' },
);

export class LikeButton extends HTMLElement {
  static observedAttributes = ['post-id', 'api', 'label', 'lang'];

  #parts: LikeButtonParts | undefined;
  #client: LikesClient | undefined;
  #isInView = false;
  #end: (() => void) | undefined;

  connectedCallback(): void {
    inView.observe(this);
  }

  disconnectedCallback(): void {
    inView.unobserve(this);
    void this.see(false);
  }

  attributeChangedCallback(): void {
    if (this.#end) void this.see(true);
  }

  /** The button has come into view, or has left it. Only what is in view is read. */
  async see(isInView: boolean): Promise<void> {
    this.#isInView = isInView;
    this.#end?.();
    this.#end = undefined;
    if (!isInView) return;
    // If the client cannot be loaded, the page's own content stays.
    const loaded = await import('../likes-client/likes-client.ts').catch(() => undefined);
    if (!loaded || !this.#isInView || this.#end) return;
    this.#client = loaded.likesClientOf((this.getAttribute('api') ?? '').replace(/\/+$/, ''));
    this.#parts ??= new LikeButtonParts(this, () => this.#click());
    this.#end = this.#client.subscribe(this.#postId, () => this.#render());
    this.#render();
  }

  get #postId() {
    return this.getAttribute('post-id') ?? '';
  }

  #click() {
    const liked = !this.#client!.read(this.#postId).liked;
    this.#parts!.acted = true;
    this.#client!.setLiked(this.#postId, liked);
    this.dispatchEvent(new CustomEvent('like-click', { bubbles: true, detail: { liked } }));
  }

  #render() {
    const likes = this.#client!.read(this.#postId);
    this.#parts!.show(likes);
    this.dispatchEvent(new CustomEvent('like-update', { bubbles: true, detail: likes }));
  }
}

if (!customElements.get('like-button')) customElements.define('like-button', LikeButton);
