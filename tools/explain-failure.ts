// Explains failures of AWS services in one line. Failures of the tool itself keep their stack.

const UNREACHABLE = new Set(['ECONNREFUSED', 'ECONNRESET', 'ENOTFOUND', 'EAI_AGAIN', 'ETIMEDOUT', 'EPIPE']);
const SDK_ERRORS = new Set([
  'CredentialsProviderError',
  'TimeoutError',
  'TokenProviderError',
  'SSOTokenProviderFailure',
]);

/**
 * Returns undefined for a failure that only its stack explains.
 *
 * @param service what the tool tried to reach
 */
export function explainFailure(error: unknown, service: string): string | undefined {
  if (!(error instanceof Error)) return undefined;
  const { name, message } = error;
  const { code } = error as NodeJS.ErrnoException;
  if (code !== undefined && UNREACHABLE.has(code)) return `${service} cannot be reached: ${message || code}`;
  const isKnown = '$fault' in error || SDK_ERRORS.has(name) || message === 'Region is missing';
  return isKnown ? `${name === 'Error' ? '' : `${name}: `}${message.split('\n', 1)[0]}` : undefined;
}
