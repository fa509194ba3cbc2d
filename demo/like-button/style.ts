// The look of a like button. Custom properties and parts change it.

const CSS = `
:host{display:inline-flex;align-items:center;gap:1rem;--c:var(--like-color,light-dark(#c01a5f,#ff7fb0))}
:host([hidden]){display:none}
button{display:inline-flex;align-items:center;gap:.45rem;min-height:2.75rem;padding:0 1.1rem;font:inherit;font-weight:600;color:var(--c);background:none;border:1.5px solid;border-radius:2rem;cursor:pointer;transition:.12s}
button:hover,[aria-pressed=true]{background:var(--like-fill,light-dark(#fdeaf2,#3a1f2d))}
button:focus-visible{outline:3px solid;outline-offset:3px}
svg{width:1.25rem;fill:none;stroke:currentColor;stroke-width:2;transition:.12s}
[aria-pressed=true] svg{fill:currentColor;scale:1.12}
.likes{display:grid;grid-template-rows:auto 1.1rem;margin:0;line-height:1.2;font-variant-numeric:tabular-nums}
.count{font-size:1.3rem;font-weight:700}
.note{font-size:.8125rem;opacity:.75}
.hidden{position:absolute;width:1px;height:1px;margin:0;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
@media(prefers-reduced-motion){*{transition:none!important}}`;

let sheet: CSSStyleSheet | undefined;

/** Returns the style sheet that all buttons share. A page's CSP need not allow it. */
export function style(): CSSStyleSheet {
  if (!sheet) (sheet = new CSSStyleSheet()).replaceSync(CSS);
  return sheet;
}
