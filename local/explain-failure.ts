// One line for what the user can put right; the stack for what is a fault of the local cloud.

const USER_ERRORS = new Set([
  'AssemblyError',
  'BrokenShardLogError',
  'BrokenShardLogError',
  'CommandLineError',
  'DataDirInUseError',
  'DeploymentError',
  'DynamoDBStartError',
  'SecretFileError',
  'SynthesisError',
  'UnsupportedTemplateError',
]);

/** Of a directory or port that cannot be used: their messages name it. */
const SAYS_IT_ITSELF = new Set(['EACCES', 'EEXIST', 'ENOSPC', 'ENOTDIR', 'EPERM', 'EROFS']);

export function explainFailure(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { code, port } = error as NodeJS.ErrnoException & { port?: number };
  if (code === 'EADDRINUSE') return `port ${port} is taken: choose another with --port`;
  if (code !== undefined && SAYS_IT_ITSELF.has(code)) return error.message;
  return USER_ERRORS.has(error.name) ? error.message : (error.stack ?? error.message);
}
