// A DynamoDB in a process of its own, so that its CPU is not the client's.

export const STORES = ['dynamodb-local', 'dynalite'] as const;

export type StoreName = (typeof STORES)[number];

export interface StoreServer {
  readonly name: StoreName;
  readonly url: string;
  readonly hasTransactions: boolean;
  readonly close: () => Promise<void>;
}
