// DeleteStream: the stream and its records are gone when this answers.

import { boolean, optional, strictObject } from 'valibot';
import { defineAction } from '../action.ts';
import { streamReference } from '../fields.ts';

const input = strictObject({ ...streamReference, EnforceConsumerDeletion: optional(boolean()) });

export const deleteStream = defineAction(input, (reference, { streams }) => {
  streams.delete(reference);
  return {};
});
