// Rotates secrets as Secrets Manager does: it makes a pending version without a value, and asks a function to fill it and to put it in
// the place of the current one, step by step.

import { randomUUID } from 'node:crypto';
import type { InvokeResult } from '../lambda/invoke-result.ts';
import { CURRENT, type SecretStore, type StoredSecret, type StoredVersion } from './secret-store.ts';
import { attachStage, findStage, findUnfinished, PENDING } from './version-stages.ts';

/** source: Secrets Manager guide, "Lambda rotation functions" */
const STEPS = ['createSecret', 'setSecret', 'testSecret', 'finishSecret'];
const DAY_SECONDS = 86_400;
const CHECK_MS = 3_600_000;

export type InvokeByArn = (functionArn: string, payloadJson: string) => Promise<InvokeResult>;

export interface RotationRules {
  readonly functionArn: string;
  readonly days: number | undefined;
}

export interface Rotations {
  /** Rotates a secret from now on, at once if that is due. */
  schedule(secret: StoredSecret, rules: RotationRules): void;
  rulesOf(secret: StoredSecret): RotationRules | undefined;
  /** In seconds since 1970. Undefined if nothing is scheduled. */
  nextOf(secret: StoredSecret): number | undefined;
  /** Begins a rotation, and returns the id of the new version. */
  begin(secret: StoredSecret, versionId?: string): string;
  close(): void;
}

interface RotationsOptions {
  readonly store: SecretStore;
  readonly invoke: InvokeByArn;
  readonly log: (line: string) => void;
}

export function makeRotations({ store, invoke, log }: RotationsOptions): Rotations {
  const rulesBySecret = new Map<StoredSecret, RotationRules>();
  const running = new Set<StoredSecret>();
  const timer = setInterval(() => [...rulesBySecret.keys()].forEach(rotateIfDue), CHECK_MS);
  timer.unref();

  function nextOf(secret: StoredSecret): number | undefined {
    const days = rulesBySecret.get(secret)?.days;
    return days === undefined
      ? undefined
      : (secret.lastRotatedDate ?? secret.createdDate) + days * DAY_SECONDS;
  }

  function rotateIfDue(secret: StoredSecret): void {
    if ((nextOf(secret) ?? Infinity) > store.nowSeconds()) return;
    // One that has failed is tried again.
    begin(secret, findUnfinished(secret)?.versionId);
  }

  function begin(secret: StoredSecret, versionId: string = randomUUID()): string {
    if (!running.has(secret)) void rotate(secret, versionId);
    return versionId;
  }

  async function rotate(secret: StoredSecret, versionId: string): Promise<void> {
    running.add(secret);
    const pending: StoredVersion = secret.versions.find((it) => it.versionId === versionId) ?? {
      versionId,
      stages: [],
      createdDate: store.nowSeconds(),
    };
    if (!secret.versions.includes(pending)) secret.versions.push(pending);
    attachStage(secret, PENDING, pending);
    store.save();
    const failure = await runSteps(secret, versionId);
    if (failure === undefined && findStage(secret, CURRENT) === pending)
      secret.lastRotatedDate = store.nowSeconds();
    else log(`secret ${secret.name} was not rotated: ${failure ?? 'the current version is another one'}`);
    store.save();
    running.delete(secret);
  }

  async function runSteps(secret: StoredSecret, versionId: string): Promise<string | undefined> {
    const { functionArn } = rulesBySecret.get(secret) as RotationRules;
    for (const Step of STEPS) {
      const event = { Step, SecretId: secret.arn, ClientRequestToken: versionId };
      const result = await invoke(functionArn, JSON.stringify(event));
      if (result.status === 'function-error') return `${Step}: ${result.errorMessage}`;
      if (result.status !== 'ok') return `${Step}: ${result.status}`;
    }
    return undefined;
  }

  return {
    nextOf,
    begin,
    rulesOf: (secret) => rulesBySecret.get(secret),
    schedule(secret, rules) {
      rulesBySecret.set(secret, rules);
      rotateIfDue(secret);
    },
    close: () => clearInterval(timer),
  };
}
