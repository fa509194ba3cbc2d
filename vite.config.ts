// Builds the pages. Each page has a folder of its own, and its address is the path that it has here.

import { basename, dirname, join } from 'node:path';
import { defineConfig } from 'vite';

/** The HTML file of each page, by the path at which it is served. To add a page, add a line. */
export const pages: Readonly<Record<string, string>> = {
  '/': 'demo/index.html',
  '/control-room/': 'demo/control-room/index.html',
  '/simulator/': 'simulator/index.html',
};

/** The folders whose files end up in a page. When one of them changes, the pages are built again. */
export const sourceDirs: readonly string[] = ['demo', 'simulator', 'core', 'trials/model'];

const projectDir = import.meta.dirname;
const nameOf = (file: string) => basename(dirname(file));

export default defineConfig({
  root: projectDir,
  publicDir: false,
  build: {
    outDir: join(projectDir, '.page'),
    // Nothing is put into the HTML, so that a strict Content-Security-Policy can be set.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    target: 'es2022',
    reportCompressedSize: false,
    rolldownOptions: {
      input: Object.fromEntries(Object.values(pages).map((file) => [nameOf(file), join(projectDir, file)])),
    },
  },
});
