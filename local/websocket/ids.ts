// Makes ids of connections and requests, in API Gateway's own form.

import { randomBytes } from 'node:crypto';

/** 11 bytes become 16 characters, the last of which is `=`. */
const ID_BYTES = 11;

/** Returns such as `Kf2bqd9WywMCEng=`. It needs no encoding but for its last character. */
export const makeId = (): string => `${randomBytes(ID_BYTES).toString('base64url')}=`;
