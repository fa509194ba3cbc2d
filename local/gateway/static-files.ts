// Serves the demo page and its files beside the API. Only the local cloud does this. A real deployment has a bucket and a CDN.

import { extname } from 'node:path';
import { findFile } from './find-file.ts';
import type { HttpResponse } from './http-response.ts';

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.map': 'application/json',
  '.webmanifest': 'application/manifest+json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.webp': 'image/webp',
  '.ico': 'image/x-icon',
  '.txt': 'text/plain; charset=utf-8',
  '.woff2': 'font/woff2',
};

/** By the extension of the file. */
export const contentTypeOf = (path: string): string =>
  CONTENT_TYPES[extname(path)] ?? 'application/octet-stream';

export interface StaticFiles {
  /** Returns the file of a decoded path, or undefined if there is none. A path that ends with a slash means its index.html. */
  read(path: string): Promise<HttpResponse | undefined>;
}

export function makeStaticFiles(siteDir: string): StaticFiles {
  return {
    async read(path) {
      // The file system throws on a null byte. A name with a leading dot is never meant for visitors.
      if (path.includes('\0') || path.includes('/.')) return undefined;
      const file = await findFile(siteDir, path.endsWith('/') ? `${path}index.html` : path);
      if (file === undefined) return undefined;
      return {
        statusCode: 200,
        headers: [
          ['content-type', contentTypeOf(file.path)],
          ['cache-control', 'no-store'],
        ],
        body: file.content,
      };
    },
  };
}
