// Reads from a CPU profile what a thread was busy with: the time of each package, file or part of Node, without what it
// called.

interface CpuProfile {
  readonly nodes: readonly {
    readonly id: number;
    readonly callFrame: { readonly functionName: string; readonly url: string };
  }[];
  readonly samples: readonly number[];
  /** The microseconds before each sample. */
  readonly timeDeltas: readonly number[];
}

export interface ThreadSummary {
  readonly thread: string;
  readonly busyMs: number;
  /** The milliseconds of each place, the greatest first. */
  readonly places: readonly (readonly [place: string, ms: number])[];
}

/** Adds up threads of one name, because the environments of one function do the same work. */
export function summarizeProfiles(
  profiles: readonly { readonly thread: string; readonly profileJson: string }[],
): ThreadSummary[] {
  const byThread = Map.groupBy(profiles, ({ thread }) => thread);
  return [...byThread]
    .map(([thread, parts]) => {
      const places = new Map<string, number>();
      for (const { profileJson } of parts) addPlaces(places, JSON.parse(profileJson) as CpuProfile);
      return {
        thread,
        busyMs: [...places.values()].reduce((sum, ms) => sum + ms, 0),
        places: [...places].sort(([, one], [, other]) => other - one),
      };
    })
    .sort((one, other) => other.busyMs - one.busyMs);
}

function addPlaces(places: Map<string, number>, { nodes, samples, timeDeltas }: CpuProfile): void {
  const placeOfNode = new Map(nodes.map(({ id, callFrame }) => [id, placeOf(callFrame)]));
  for (const [index, id] of samples.entries()) {
    const place = placeOfNode.get(id);
    if (place === undefined || place === IDLE) continue;
    places.set(place, (places.get(place) ?? 0) + (timeDeltas[index] ?? 0) / 1_000);
  }
}

const IDLE = 'idle';
/** V8's names for what is not a function of JavaScript. */
const OF_V8: Readonly<Record<string, string>> = {
  '(idle)': IDLE,
  '(root)': IDLE,
  '(program)': 'native code',
  '(garbage collector)': 'garbage collection',
};

function placeOf({ functionName, url }: { functionName: string; url: string }): string {
  // A part of Node without a file of its own, such as writing to a socket or posting a message.
  if (url === '') return OF_V8[functionName] ?? 'native code';
  const [, dependency] = /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(url) ?? [];
  if (dependency !== undefined) return dependency;
  if (url.startsWith('node:')) return placeOfBuiltin(url);
  if (url.endsWith('/index.mjs')) return 'the bundle: our code and the AWS SDK';
  const [, folder] = /\/(local\/[\w-]+)\/[^/]*$/.exec(url) ?? [];
  return folder ?? 'other';
}

function placeOfBuiltin(url: string): string {
  if (/http/.test(url)) return 'node: HTTP';
  if (/stream|net\b|_tls/.test(url)) return 'node: streams and sockets';
  if (/crypto/.test(url)) return 'node: crypto';
  return 'node: other';
}
