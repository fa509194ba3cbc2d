// What a deployment is for: AWS itself, or LocalStack, whose free edition lacks some services and settings.

/** `aws`: an AWS account, or an emulator that has what this uses. `localstack`: only what LocalStack 4.14.0 really does. */
export type Target = 'aws' | 'localstack';

export const targets: readonly Target[] = ['aws', 'localstack'];
