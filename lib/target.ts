// Names what a deployment is for: AWS itself, or LocalStack, whose free edition lacks some services and settings.

/**
 * `aws` is for an account of AWS, or an emulator that has all that this project uses. `localstack` uses only what LocalStack
 * 4.14.0 really does.
 */
export type Target = 'aws' | 'localstack';

export const targets: readonly Target[] = ['aws', 'localstack'];
