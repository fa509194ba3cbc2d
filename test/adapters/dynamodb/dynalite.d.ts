// dynalite has no types of its own: what the tests use of it.

declare module 'dynalite' {
  import type { Server } from 'node:http';

  interface Options {
    /** Directory of a LevelDB store; in memory without one. */
    readonly path?: string;
    /** How long a table is CREATING; half a second unless told. */
    readonly createTableMs?: number;
  }

  export default function dynalite(options?: Options): Server;
}
