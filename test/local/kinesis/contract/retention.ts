import { describe, expect, test } from 'vitest';
import { createStream, named, REFUSED } from '../test-stream.ts';
import type { ContractContext } from './context.ts';

export function testRetention({ kinesis }: ContractContext) {
  async function retentionHoursOf(StreamName: string) {
    const { StreamDescriptionSummary } = await kinesis().describeStreamSummary({ StreamName });
    return StreamDescriptionSummary?.RetentionPeriodHours;
  }

  describe('the retention period', () => {
    test('can be increased and decreased', async () => {
      const StreamName = await createStream(kinesis());
      await kinesis().increaseStreamRetentionPeriod({ StreamName, RetentionPeriodHours: 168 });
      expect(await retentionHoursOf(StreamName)).toBe(168);
      await kinesis().decreaseStreamRetentionPeriod({ StreamName, RetentionPeriodHours: 48 });
      expect(await retentionHoursOf(StreamName)).toBe(48);
    });

    test('cannot be increased to less or decreased to more', async () => {
      const StreamName = await createStream(kinesis());
      const invalid = named('InvalidArgumentException');
      await kinesis().increaseStreamRetentionPeriod({ StreamName, RetentionPeriodHours: 100 });
      await expect(
        kinesis().increaseStreamRetentionPeriod({ StreamName, RetentionPeriodHours: 99 }),
      ).rejects.toThrow(invalid);
      await expect(
        kinesis().decreaseStreamRetentionPeriod({ StreamName, RetentionPeriodHours: 101 }),
      ).rejects.toThrow(invalid);
      expect(await retentionHoursOf(StreamName)).toBe(100);
    });

    test.each([23, 8_761])('cannot be %i hours', async (RetentionPeriodHours) => {
      const StreamName = await createStream(kinesis());
      await expect(
        kinesis().increaseStreamRetentionPeriod({ StreamName, RetentionPeriodHours }),
      ).rejects.toThrow(REFUSED);
      await expect(
        kinesis().decreaseStreamRetentionPeriod({ StreamName, RetentionPeriodHours }),
      ).rejects.toThrow(REFUSED);
    });
  });
}
