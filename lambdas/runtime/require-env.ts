// Reads a function's settings. A function that lacks one fails while it starts, and names the one that it lacks.

export function requireEnv(env: NodeJS.ProcessEnv, name: string): string {
  const value = env[name];
  if (!value) throw new Error(`environment variable ${name} is not set`);
  return value;
}
