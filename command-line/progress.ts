// Shows how far a phase of a run has come. On a terminal it draws a bar, elsewhere it prints a line every few seconds. It
// writes to stderr, so that stdout holds only the result.

import { Presets, SingleBar } from 'cli-progress';

export interface Progress {
  update(done: number): void;
  stop(): void;
}

const LINE_INTERVAL_MS = 5_000;

export function startProgress(
  label: string,
  total: number,
  out: NodeJS.WriteStream = process.stderr,
): Progress {
  return out.isTTY ? startBar(label, total, out) : startLines(label, total, out);
}

function startBar(label: string, total: number, out: NodeJS.WriteStream): Progress {
  const format = `${label} {bar} {percentage}% {value}/{total} {rate}/s, {eta_formatted} left`;
  const bar = new SingleBar(
    { format, stream: out, hideCursor: true, etaBuffer: 1_000 },
    Presets.shades_classic,
  );
  const rateOf = makeRate();
  bar.start(total, 0, { rate: 0 });
  return {
    update: (done) => bar.update(done, { rate: rateOf(done) }),
    stop: () => bar.stop(),
  };
}

/** `update` is cheap enough to be called for each action. */
export function startLines(
  label: string,
  total: number,
  out: Pick<NodeJS.WritableStream, 'write'>,
  now: () => number = Date.now,
): Progress {
  const rateOf = makeRate(now);
  let lineMs = now();
  return {
    update(done) {
      if (now() - lineMs < LINE_INTERVAL_MS) return;
      lineMs = now();
      out.write(`${label} ${done}/${total} (${Math.floor((100 * done) / total)}%), ${rateOf(done)}/s\n`);
    },
    stop() {},
  };
}

function makeRate(now: () => number = Date.now): (done: number) => number {
  const startMs = now();
  return (done) => Math.round((1_000 * done) / Math.max(1, now() - startMs));
}
