// What a browser loads of each built file, the most that it may be, and the hash that a page can hold it to.

import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';

export interface Weight {
  readonly file: string;
  readonly gzippedBytes: number;
  readonly maxBytes: number;
  /** For the attribute `integrity`. */
  readonly integrity: string;
}

/**
 * A page loads the button at once, the client when a button comes into view, the live part if the API pushes counts, and what solves a
 * challenge if the API asks for that. The hook is for pages that have the client only.
 */
const MAX_GZIPPED_BYTES: Readonly<Record<string, number>> = {
  'like-button.js': 3_000,
  'likes-client.js': 4_400,
  'likes-live.js': 1_600,
  'likes-challenge.js': 500,
  'use-likes.js': 500,
};

export const weigh = (files: ReadonlyMap<string, string>): Weight[] =>
  Object.entries(MAX_GZIPPED_BYTES).map(([file, maxBytes]) => {
    const content = files.get(file) ?? '';
    return {
      file,
      gzippedBytes: gzipSync(content, { level: 9 }).length,
      maxBytes,
      integrity: `sha384-${createHash('sha384').update(content).digest('base64')}`,
    };
  });
