// The stages of a secret's versions. A stage is at one version at a time.

import { CURRENT, type StoredSecret, type StoredVersion } from './secret-store.ts';

export const PENDING = 'AWSPENDING';
const PREVIOUS = 'AWSPREVIOUS';

export const findStage = ({ versions }: StoredSecret, stage: unknown): StoredVersion | undefined =>
  versions.find(({ stages }) => stages.some((it) => it === stage));

export const findVersion = ({ versions }: StoredSecret, id: unknown): StoredVersion | undefined =>
  versions.find(({ versionId }) => versionId === id);

/** Moves a stage to a version. The version that was current becomes the previous one. A version without stages is forgotten. */
export function attachStage(secret: StoredSecret, stage: string, version: StoredVersion): void {
  const before = findStage(secret, stage);
  if (before === version) return;
  detachStage(secret, stage);
  version.stages.push(stage);
  if (stage === CURRENT && before) attachStage(secret, PREVIOUS, before);
  secret.versions = secret.versions.filter(({ stages }) => stages.length > 0);
}

export function detachStage(secret: StoredSecret, stage: string): void {
  for (const version of secret.versions) version.stages = version.stages.filter((it) => it !== stage);
}

/** Returns the version of a rotation that is not complete. */
export function findUnfinished(secret: StoredSecret): StoredVersion | undefined {
  const pending = findStage(secret, PENDING);
  return pending?.stages.includes(CURRENT) ? undefined : pending;
}
