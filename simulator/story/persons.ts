// The people of a story, and the lane that each one's records go to. On AWS a hash of the person decides; here a table does.

export const PERSONS = ['ann', 'bob', 'cleo', 'dan'] as const;

export type Person = (typeof PERSONS)[number];

export const LANES = ['s0', 's1'] as const;

export type Lane = (typeof LANES)[number];

export const LANE_OF: Readonly<Record<Person, Lane>> = { ann: 's0', bob: 's0', cleo: 's1', dan: 's1' };

export const isPerson = (name: string | undefined): name is Person =>
  PERSONS.some((person) => person === name);

export const isLane = (name: string | undefined): name is Lane => LANES.some((lane) => lane === name);

/** The one post of a story. */
export const POST = 'post';

export const nameOf = (person: string): string => person.charAt(0).toUpperCase() + person.slice(1);
