// Writes HTML: what comes from outside is escaped, and parts are joined. Pure.

/** Markup that may stand in a page as it is. */
export interface Markup {
  readonly markup: string;
}

type Value = Markup | string | number | readonly (Markup | string | number)[];

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

const escape = (text: string): string => text.replaceAll(/[&<>"']/g, (character) => escapes[character] ?? '');

const textOf = (value: Value): string => {
  if (typeof value === 'string') return escape(value);
  if (typeof value === 'number') return String(value);
  if ('markup' in value) return value.markup;
  return value.map(textOf).join('');
};

/** A template whose values are escaped, unless they are markup. */
export const html = (parts: TemplateStringsArray, ...values: readonly Value[]): Markup => ({
  markup: parts
    .map((part, index) => part + (index < values.length ? textOf(values[index] ?? '') : ''))
    .join(''),
});
