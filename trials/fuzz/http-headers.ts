// Generates headers as a gateway hands them over. Their names are those that HTTP allows, and their values may be anything.

import * as fc from 'fast-check';
import { eventIds } from './arbitraries.ts';
import { eventIdAt, NOW_MS } from './fakes.ts';
import { mostly } from './mostly.ts';
import { solutionTexts } from './solutions.ts';
import { tokenTexts, VISITOR_TOKEN } from './tokens.ts';

export const ID_OF_NOW = eventIdAt(NOW_MS);

/** Ids in the accepted range, at both of its ends, and just outside. */
export const recentIds = fc
  .oneof(
    fc.integer({ min: -86_400_000, max: 5_000 }),
    fc.constantFrom(-86_400_001, -86_400_000, 5_000, 5_001),
  )
  .map((offsetMs) => eventIdAt(NOW_MS + offsetMs))
  .chain((id) => mostly(fc.constant(id), fc.constant(id.toUpperCase())));

const values = fc.oneof(fc.string({ maxLength: 60 }), fc.string({ unit: 'binary', maxLength: 60 }));
const GOOD = `Bearer ${VISITOR_TOKEN}`;
const authorizations = mostly(
  fc.constant(GOOD),
  tokenTexts.map((token) => `Bearer ${token}`),
  solutionTexts.map((solution) => `Solution ${solution}`),
  fc.constantFrom('', 'Bearer', 'Bearer ', `${GOOD} ${GOOD}`, GOOD.toLowerCase(), `Basic ${VISITOR_TOKEN}`),
  values,
);
const contentTypes = mostly(
  fc.constant('application/json'),
  fc.constantFrom('', 'text/plain', 'APPLICATION/JSON; charset=latin1', 'application/json, text/plain', ';'),
  values,
);

const known = (requiredKeys: ('authorization' | 'content-type')[]) =>
  fc.record(
    {
      authorization: authorizations,
      'content-type': contentTypes,
      'idempotency-key': mostly(
        recentIds,
        recentIds.map((id) => `"${id}"`),
        eventIds,
        values,
      ),
      'content-length': fc.constantFrom('0', '2', '-1', '99999999999999999999', 'many'),
      'transfer-encoding': fc.constant('chunked'),
      'content-encoding': fc.constantFrom('gzip', 'identity', 'x'),
      origin: fc.oneof(fc.constantFrom('null', 'https://evil.example'), values),
      host: fc.oneof(fc.constantFrom('api.example.com', '', 'a b', '[::1', '%', 'évil'), values),
      cookie: values,
    },
    { requiredKeys, noNullPrototype: true },
  );

const names = fc.stringMatching(/^[!#$%&'*+.^_`|~\da-z-]{1,20}$/);

export const headers = fc
  .tuple(
    fc.dictionary(names, values, { maxKeys: 3, noNullPrototype: true }),
    mostly(known(['authorization', 'content-type']), known([])),
  )
  .map(([other, ours]): Record<string, string> => ({ ...other, ...ours }));

export const cookies = fc.option(fc.array(values, { maxLength: 2 }), { nil: undefined });
