// Builds the simulator as a page of its own: `vite build simulator`. All addresses in it are relative, so that it can stand anywhere.

export default {
  base: './',
  build: { outDir: 'built', emptyOutDir: true, modulePreload: { polyfill: false } },
};
