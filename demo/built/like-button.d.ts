/** What the buttons say. A page may change it. */
export { texts } from './texts.js';
export declare class LikeButton extends HTMLElement {
    #private;
    static observedAttributes: string[];
    connectedCallback(): void;
    disconnectedCallback(): void;
    attributeChangedCallback(): void;
    /** The button has come into view, or has left it. Only what is in view is read. */
    see(isInView: boolean): Promise<void>;
}
