// What a restore needs of DynamoDB, through the SDK.

import {
  ContinuousBackupsUnavailableException,
  DescribeContinuousBackupsCommand,
  DescribeTableCommand,
  DescribeTimeToLiveCommand,
  type DynamoDBClient,
  ListTagsOfResourceCommand,
  ResourceNotFoundException,
  RestoreTableToPointInTimeCommand,
  TableNotFoundException,
  TagResourceCommand,
  UpdateContinuousBackupsCommand,
  UpdateTableCommand,
  UpdateTimeToLiveCommand,
} from '@aws-sdk/client-dynamodb';
import type { Tables, TableSettings } from './restore-table.ts';

export function openTables(client: DynamoDBClient): Tables {
  const describe = async (TableName: string) =>
    (await client.send(new DescribeTableCommand({ TableName }))).Table;
  async function findTable(TableName: string) {
    try {
      return await describe(TableName);
    } catch (error) {
      if (error instanceof ResourceNotFoundException) return undefined;
      throw error;
    }
  }
  const readBackups = async (TableName: string) => {
    const { ContinuousBackupsDescription } = await client.send(
      new DescribeContinuousBackupsCommand({ TableName }),
    );
    const recovery = ContinuousBackupsDescription?.PointInTimeRecoveryDescription;
    return recovery?.PointInTimeRecoveryStatus === 'ENABLED' ? recovery : undefined;
  };

  async function readSettings(TableName: string): Promise<TableSettings> {
    const table = await describe(TableName);
    const { TimeToLiveDescription } = await client.send(new DescribeTimeToLiveCommand({ TableName }));
    const expires = TimeToLiveDescription?.TimeToLiveStatus?.startsWith('ENABL') ?? false;
    return {
      deletionProtection: table?.DeletionProtectionEnabled ?? false,
      pointInTimeRecovery: (await readBackups(TableName)) !== undefined,
      timeToLive: expires ? TimeToLiveDescription?.AttributeName : undefined,
      tags: await readTags(table?.TableArn ?? ''),
    };
  }

  async function readTags(ResourceArn: string): Promise<Record<string, string>> {
    const tags: Record<string, string> = {};
    let NextToken: string | undefined;
    do {
      const page = await client.send(new ListTagsOfResourceCommand({ ResourceArn, NextToken }));
      // Nobody but AWS may set its own. source: "Tag naming limits and requirements"
      for (const { Key = '', Value = '' } of page.Tags ?? []) if (!Key.startsWith('aws:')) tags[Key] = Value;
      NextToken = page.NextToken;
    } while (NextToken);
    return tags;
  }

  /** Returns false while AWS prepares the backups of a new table. source: DynamoDB API, UpdateContinuousBackups, "Errors" */
  async function startBackups(TableName: string): Promise<boolean> {
    const PointInTimeRecoverySpecification = { PointInTimeRecoveryEnabled: true };
    try {
      await client.send(new UpdateContinuousBackupsCommand({ TableName, PointInTimeRecoverySpecification }));
      return true;
    } catch (error) {
      if (error instanceof ContinuousBackupsUnavailableException) return false;
      throw error;
    }
  }

  return {
    readSettings,
    readStatus: async (TableName) => (await findTable(TableName))?.TableStatus,
    async readOrigin(TableName) {
      const { SourceTableArn, RestoreDateTime } = (await findTable(TableName))?.RestoreSummary ?? {};
      const source = SourceTableArn?.split('/')[1];
      return source !== undefined && RestoreDateTime
        ? { source, atMs: RestoreDateTime.getTime() }
        : undefined;
    },
    async readWindow(TableName) {
      try {
        const recovery = await readBackups(TableName);
        const { EarliestRestorableDateTime: earliest, LatestRestorableDateTime: latest } = recovery ?? {};
        return earliest && latest && { earliestMs: earliest.getTime(), latestMs: latest.getTime() };
      } catch (error) {
        if (error instanceof TableNotFoundException) return undefined;
        throw error;
      }
    },
    async startRestore(SourceTableName, TargetTableName, atMs) {
      const RestoreDateTime = new Date(atMs);
      await client.send(
        new RestoreTableToPointInTimeCommand({ SourceTableName, TargetTableName, RestoreDateTime }),
      );
    },
    async applySettings(TableName, wanted) {
      const found = await readSettings(TableName);
      const { deletionProtection, pointInTimeRecovery, timeToLive, tags } = wanted;
      if (deletionProtection && !found.deletionProtection)
        await client.send(new UpdateTableCommand({ TableName, DeletionProtectionEnabled: true }));
      if (timeToLive !== undefined && found.timeToLive === undefined)
        await client.send(
          new UpdateTimeToLiveCommand({
            TableName,
            TimeToLiveSpecification: { AttributeName: timeToLive, Enabled: true },
          }),
        );
      const Tags = Object.entries(tags)
        .filter(([Key, Value]) => found.tags[Key] !== Value)
        .map(([Key, Value]) => ({ Key, Value }));
      const ResourceArn = (await describe(TableName))?.TableArn;
      if (Tags.length > 0) await client.send(new TagResourceCommand({ ResourceArn, Tags }));
      return !pointInTimeRecovery || found.pointInTimeRecovery || (await startBackups(TableName));
    },
  };
}
