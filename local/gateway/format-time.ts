// Writes a time as API Gateway does in the context of a request.

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** Returns such as `12/Mar/2020:19:03:58 +0000`. */
export function formatTime(timeEpoch: number): string {
  const iso = new Date(timeEpoch).toISOString();
  return `${iso.slice(8, 10)}/${MONTHS[Number(iso.slice(5, 7)) - 1]}/${iso.slice(0, 4)}:${iso.slice(11, 19)} +0000`;
}
