// Declares the part of dynalite that the tests use, because it has no types of its own.

declare module 'dynalite' {
  import type { Server } from 'node:http';

  interface Options {
    /** The directory of a LevelDB store. Without one, dynalite keeps its tables in memory. */
    readonly path?: string;
    /** How long a table stays in the state CREATING. The default is half a second. */
    readonly createTableMs?: number;
  }

  export default function dynalite(options?: Options): Server;
}
