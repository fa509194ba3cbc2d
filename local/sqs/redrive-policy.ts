// Decides whether a queue may have the dead-letter queue of its redrive policy. Pure.

interface RedrivePolicy {
  readonly maxReceiveCount?: unknown;
}

interface RedriveAllowPolicy {
  readonly redrivePermission?: unknown;
  readonly sourceQueueArns?: unknown;
}

/**
 * Returns why SQS refuses the policy, or undefined. source: SQS API reference, SetQueueAttributes
 *
 * @param allowPolicyJson the attribute RedriveAllowPolicy of the dead-letter queue. Without it every queue may use that queue.
 */
export function refuseRedrivePolicy(
  { maxReceiveCount }: RedrivePolicy,
  sourceArn: string,
  allowPolicyJson: string | undefined,
): string | undefined {
  const count = Number(maxReceiveCount);
  if (!Number.isInteger(count) || count < 1 || count > 1_000)
    return 'property RedrivePolicy.maxReceiveCount must be a whole number from 1 to 1000';
  if (!allowPolicyJson) return undefined;
  const { redrivePermission, sourceQueueArns } = JSON.parse(allowPolicyJson) as RedriveAllowPolicy;
  const isNamed = Array.isArray(sourceQueueArns) && sourceQueueArns.includes(sourceArn);
  if (redrivePermission === 'allowAll' || (redrivePermission === 'byQueue' && isNamed)) return undefined;
  return 'property RedrivePolicy: the RedriveAllowPolicy of the dead-letter queue does not allow this queue';
}

const PERMISSIONS: readonly unknown[] = ['allowAll', 'denyAll', 'byQueue'];
const MAX_SOURCE_QUEUES = 10;

/** Returns why SQS refuses the policy of a dead-letter queue, or undefined. */
export function refuseRedriveAllowPolicy({
  redrivePermission,
  sourceQueueArns,
}: RedriveAllowPolicy): string | undefined {
  if (!PERMISSIONS.includes(redrivePermission))
    return 'property RedriveAllowPolicy.redrivePermission must be allowAll, denyAll or byQueue';
  const count = Array.isArray(sourceQueueArns) ? sourceQueueArns.length : 0;
  if (redrivePermission === 'byQueue' ? count >= 1 && count <= MAX_SOURCE_QUEUES : count === 0)
    return undefined;
  return 'property RedriveAllowPolicy.sourceQueueArns must hold 1 to 10 ARNs for byQueue, and none otherwise';
}
