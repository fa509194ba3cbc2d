// Describes what a part of the page should look like, and changes the page into it. Elements that stay keep their identity, so that
// the focus and a drag survive every step.

type Attributes = Readonly<Record<string, string | number | boolean | undefined>>;

export interface Wanted {
  readonly tag: string;
  readonly attributes: Attributes;
  readonly children: readonly (Wanted | string)[];
}

export type Child = Wanted | string | false | undefined;

/** A `key` among the attributes says which element is the same one as before. */
export function h(tag: string, attributes: Attributes = {}, ...children: readonly Child[]): Wanted {
  return { tag, attributes, children: children.filter((child) => child !== false && child !== undefined) };
}

const SVG = 'http://www.w3.org/2000/svg';

const keyOf = (node: Node): string | undefined =>
  node instanceof Element ? (node.getAttribute('data-key') ?? undefined) : undefined;

/** Makes the children of `parent` what they should be. */
export function show(parent: Element, children: readonly (Wanted | string)[]): void {
  const keyed = new Map([...parent.childNodes].map((node) => [keyOf(node), node]));
  let next: ChildNode | null = parent.firstChild;
  for (const child of children) {
    const node = nodeFor(child, next, keyed, parent);
    if (node === next) next = next.nextSibling;
    else parent.insertBefore(node, next);
  }
  while (next) {
    const after: ChildNode | null = next.nextSibling;
    next.remove();
    next = after;
  }
}

function nodeFor(
  child: Wanted | string,
  next: ChildNode | null,
  keyed: ReadonlyMap<string | undefined, ChildNode>,
  parent: Element,
): ChildNode {
  if (typeof child === 'string') {
    if (!(next instanceof Text)) return document.createTextNode(child);
    if (next.data !== child) next.data = child;
    return next;
  }
  const key = child.attributes['key'];
  const candidate = key === undefined ? next : keyed.get(String(key));
  const isSame =
    candidate instanceof Element &&
    candidate.localName === child.tag &&
    keyOf(candidate) === (key === undefined ? undefined : String(key));
  const element = isSame ? candidate : create(child.tag, parent);
  setAttributes(element, child.attributes);
  show(element, child.children);
  return element;
}

const create = (tag: string, parent: Element): Element =>
  tag === 'svg' || parent.namespaceURI === SVG
    ? document.createElementNS(SVG, tag)
    : document.createElement(tag);

/** The page's policy forbids style attributes, so columns of a grid are set through the style object. */
function setAttributes(element: Element, attributes: Attributes): void {
  const wanted = new Map<string, string>();
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === false || name === 'column') continue;
    wanted.set(name === 'key' ? 'data-key' : name, value === true ? '' : String(value));
  }
  for (const name of element.getAttributeNames()) {
    if (!wanted.has(name) && name !== 'style') element.removeAttribute(name);
  }
  for (const [name, value] of wanted) {
    if (element.getAttribute(name) !== value) element.setAttribute(name, value);
  }
  if (attributes['column'] !== undefined) {
    (element as HTMLElement).style.gridColumn = String(attributes['column']);
  }
}
