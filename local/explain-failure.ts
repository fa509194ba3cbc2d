// Explains a failure in one line if the user can put it right, and with its stack if it is a fault of the local cloud.

const USER_ERRORS = new Set([
  'AssemblyError',
  'BrokenShardLogError',
  'BrokenStreamStateError',
  'CommandLineError',
  'DataDirInUseError',
  'DeploymentError',
  'DynamoDBStartError',
  'SecretFileError',
  'SqsStartError',
  'SynthesisError',
  'UnsupportedTemplateError',
]);

/** Errors of the system about a directory or port that cannot be used. Their messages name it. */
const SAYS_IT_ITSELF = new Set(['EACCES', 'EEXIST', 'EISDIR', 'ENOSPC', 'ENOTDIR', 'EPERM', 'EROFS']);

export function explainFailure(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return explainUserError(error) ?? error.stack ?? error.message;
}

/** Returns the line for the user, or undefined for a fault of the local cloud. */
export function explainUserError(error: Error): string | undefined {
  const { code, syscall, port } = error as NodeJS.ErrnoException & { port?: number };
  if (code === 'EADDRINUSE') return `port ${port} is taken: choose another with --port`;
  // A missing file is a fault of the local cloud. A directory that the system refuses to make, as in /proc, is not.
  const isOfSystem = code !== undefined && (SAYS_IT_ITSELF.has(code) || syscall === 'mkdir');
  return isOfSystem || USER_ERRORS.has(error.name) ? error.message : undefined;
}
