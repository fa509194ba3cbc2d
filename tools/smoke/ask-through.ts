// The API of a smoke test over the connections that all tools use.

import { type AskedApi, NoAnswerError } from '../../core/smoke/ports.ts';
import type { Api } from '../../traffic/api.ts';
import { GaveUpError } from '../../traffic/api-errors.ts';

export const askThrough = (api: Pick<Api, 'call'>): AskedApi => ({
  async call(ask, signal) {
    try {
      return await api.call(ask, signal);
    } catch (error) {
      throw error instanceof GaveUpError ? new NoAnswerError(error.message, { cause: error }) : error;
    }
  },
});
