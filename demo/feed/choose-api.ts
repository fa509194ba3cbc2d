// Which API the page uses. A link to this page must not send people's likes and tokens anywhere, so `?api=` names only an API on the
// reader's own machine, or one that the page lists.

const OWN_MACHINE = new Set(['localhost', '127.0.0.1', '[::1]']);

export interface ChosenApi {
  /** Without a slash at the end; empty for the API on the page's own origin. */
  readonly api: string;
  /** What `?api=` named and the page does not allow. */
  readonly refused: string | undefined;
}

/**
 * @param named   what `?api=` says, if it says anything
 * @param own     what the page says
 * @param allowed origins that `?api=` may name besides
 */
export function chooseApi(named: string | null, own: string, allowed: readonly string[]): ChosenApi {
  const isAllowed = named === null || isOnOwnMachine(named) || allowed.includes(originOf(named) ?? '');
  const api = (isAllowed ? (named ?? own) : own).replace(/\/+$/, '');
  return { api, refused: isAllowed ? undefined : named };
}

const isOnOwnMachine = (address: string): boolean =>
  URL.canParse(address) && OWN_MACHINE.has(new URL(address).hostname);

const originOf = (address: string): string | undefined =>
  URL.canParse(address) ? new URL(address).origin : undefined;
