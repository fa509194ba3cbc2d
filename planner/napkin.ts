// What one plain machine, or one plain item, carries: figures of the field that anybody can check on a napkin.

/** source: the field's rule of thumb for a B-tree database on one machine */
export const SQL_WRITES_PER_SECOND = 1_000;
/** source: the field's rule of thumb for one Redis node */
export const REDIS_OPERATIONS_PER_SECOND = 100_000;
/** source: the field's rules of thumb for one SSD and one network card */
export const SSD_OPERATIONS_PER_SECOND = 50_000;
export const NETWORK_BYTES_PER_SECOND = 1_250_000_000;
/** A plain design is trusted with this share of what it carries. */
export const TRUSTED_SHARE = 0.5;
