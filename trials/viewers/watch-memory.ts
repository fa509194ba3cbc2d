// Watches the memory of this process, in which the local cloud is.

const LOOK_EVERY_MS = 250;

/** `most` returns the largest resident set so far, in bytes. */
export function watchMemory(): { readonly most: () => number; readonly stop: () => void } {
  let most = 0;
  const look = () => {
    most = Math.max(most, process.memoryUsage.rss());
  };
  look();
  const timer = setInterval(look, LOOK_EVERY_MS);
  return { most: () => most, stop: () => clearInterval(timer) };
}
