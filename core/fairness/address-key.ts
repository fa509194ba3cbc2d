// The name of the bucket of a source address. Whoever has one IPv6 address has 2^64 of them, so what counts there is the /64.

const V4_IN_V6 = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i;
/** On AWS nobody comes from here. On a laptop everybody does: the page, the tools and the tests of a local cloud. */
const OWN_MACHINE = new Set(['127.0.0.1', '0:0:0:0']);
const GROUPS = 8;
const GROUPS_OF_A_NETWORK = 4;

/** Returns undefined for an address that is not limited: the machine's own, and one that is not known. */
export function addressKey(address: string): string | undefined {
  const v4 = V4_IN_V6.exec(address)?.[1];
  const key = v4 ?? (address.includes(':') ? networkOf(address) : address);
  return key === '' || OWN_MACHINE.has(key) ? undefined : key;
}

/** The first four groups, without leading zeros. `::` stands for as many groups of zeros as are missing. */
function networkOf(address: string): string {
  const [head = '', tail] = address.toLowerCase().split('::');
  const groups = head === '' ? [] : head.split(':');
  if (tail !== undefined) {
    const after = tail === '' ? [] : tail.split(':');
    const missing = Math.max(0, GROUPS - groups.length - after.length);
    groups.push(...Array.from({ length: missing }, () => '0'), ...after);
  }
  return groups
    .slice(0, GROUPS_OF_A_NETWORK)
    .map((group) => group.replace(/^0+(?=.)/, ''))
    .join(':');
}
