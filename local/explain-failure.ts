// One line for what the user can put right; the stack for what is a fault of the local cloud.

const USER_ERRORS = new Set([
  'AssemblyError',
  'CommandLineError',
  'DataDirInUseError',
  'DeploymentError',
  'SynthesisError',
  'UnsupportedTemplateError',
]);

export function explainFailure(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { code, port } = error as NodeJS.ErrnoException & { port?: number };
  if (code === 'EADDRINUSE') return `port ${port} is taken: choose another with --port`;
  // A directory or port that this user may not use says so itself.
  if (code === 'EACCES' || code === 'ENOTDIR' || code === 'EROFS') return error.message;
  return USER_ERRORS.has(error.name) ? error.message : (error.stack ?? error.message);
}
