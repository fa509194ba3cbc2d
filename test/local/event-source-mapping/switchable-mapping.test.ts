import { expect, test } from 'vitest';
import { makeSwitchableMapping } from '../../../local/event-source-mapping/switchable-mapping.ts';

function makeRig(enabled?: boolean) {
  const events: string[] = [];
  const mapping = makeSwitchableMapping(
    'reader',
    () => {
      events.push('started');
      return { close: async () => void events.push('closed') };
    },
    enabled,
  );
  return { mapping, events };
}

test('a mapping runs at most once, however often it is switched', async () => {
  const { mapping, events } = makeRig();
  mapping.switchOn();
  await mapping.switchOff();
  await mapping.switchOff();
  mapping.switchOn();
  mapping.switchOn();
  expect(events).toEqual(['started', 'closed', 'started']);
});

test('a mapping that the template disables runs once it is switched on', async () => {
  const { mapping, events } = makeRig(false);
  await mapping.switchOff();
  expect(events).toEqual([]);
  mapping.switchOn();
  expect(events).toEqual(['started']);
});
