// Makes any text safe inside HTML and SVG.

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
};

export const escapeHtml = (text: string): string => text.replaceAll(/[&<>"]/g, (it) => ENTITIES[it] ?? it);
