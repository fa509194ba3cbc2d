// Tells failures that the user can put right from faults of the local cloud.

const USER_ERRORS = new Set([
  'AssemblyError',
  'BrokenCheckpointsError',
  'BrokenShardLogError',
  'BrokenStreamStateError',
  'DataDirInUseError',
  'DeploymentError',
  'DynamoDBStartError',
  'SecretFileError',
  'SqsStartError',
  'SynthesisError',
  'UnsafeDataDirError',
  'UnsupportedTemplateError',
]);

/** The messages of these errors name the directory or port that cannot be used. */
const SAYS_IT_ITSELF = new Set(['EACCES', 'EEXIST', 'EISDIR', 'ENOSPC', 'ENOTDIR', 'EPERM', 'EROFS']);

/** Returns one line for a failure that the user can put right, and undefined for a fault of the local cloud. */
export function explainFailure(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  const { code, syscall, port } = error as NodeJS.ErrnoException & { port?: number };
  if (code === 'EADDRINUSE') return `port ${port} is taken: choose another with --port`;
  // A missing file is a fault of the local cloud. The exception is a directory that the system refuses to make, as in /proc.
  const isOfSystem = code !== undefined && (SAYS_IT_ITSELF.has(code) || syscall === 'mkdir');
  return isOfSystem || USER_ERRORS.has(error.name) ? error.message : undefined;
}
