// Names that stand in a statement. They are the only part of it that is not a parameter.

/** Lanes and positions hold no quote. */
const PLAIN = /^[\w.:-]+$/;

/** Returns the name of an attribute. Throws a TypeError when it could end the quotes around it. */
export function plainName(attribute: string): string {
  if (!PLAIN.test(attribute)) throw new TypeError('a lane or a position has a character that it never has');
  return attribute;
}
