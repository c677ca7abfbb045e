import { recordedEvents } from '@wirebrief/kernel';
import {
  commitsOf,
  type EngineUnderTest,
  openEngine,
  TEST_META,
  tollUpdate,
} from '@wirebrief/testing';

import { fromRecorded } from './event-codec';
import { EventTeller } from './event-teller';

let engine: EngineUnderTest;

beforeEach(async () => {
  engine = await openEngine();
});
afterEach(() => engine.stop());

async function arrive(overrides: Parameters<typeof tollUpdate>[1] = {}): Promise<void> {
  await engine.intake.record(tollUpdate(9, overrides), TEST_META);
  await engine.analyst.catchUp();
}

/** The lines without place and time. */
async function told(): Promise<readonly string[]> {
  const facts = (await commitsOf(engine.store)).flatMap(recordedEvents).map(fromRecorded);
  const teller = new EventTeller(facts);
  return facts.map((fact) => teller.line(fact).replace(/^ *\d+ {2}\S+Z {2}/, ''));
}

describe('a story told in lines', () => {
  it('names who did what, and what was read in it', async () => {
    await arrive({ headline: 'Nine dead', published: '2024-01-01T00:00:00Z' });
    await arrive({
      headline: 'Still nine',
      version: 2,
      note: 'Corrects the place.',
      text: '8 civilians killed',
    });
    await engine.press.issue('bridge', 'edition', TEST_META);
    expect(await told()).toEqual([
      'Story opened: bridge',
      'Outlet 9 published “Nine dead” (published 2024-01-01T00:00:00Z)',
      'Read by counting 1: 1 figure (Outlet 9, revision 1)',
      'Outlet 9 corrected “Still nine” (revision 2): Corrects the place.',
      'Read by counting 1: 1 figure (Outlet 9, revision 2)',
      'Edition 1 issued, as of position 5',
    ]);
  });

  it('gives no headline or note of what was killed, and gives those of what came after', async () => {
    await arrive({ headline: 'secret', version: 1 });
    await arrive({ headline: 'secret', version: 2, note: 'secret', text: '8 civilians killed' });
    await arrive({ kind: 'kill', text: '', version: 2, reason: 'not ours' });
    await arrive({ headline: 'again', version: 3, text: '7 civilians killed' });
    const lines = await told();
    expect(lines.join('\n')).not.toContain('secret');
    expect(lines).toContain('Outlet 9 withdrew its article for good: not ours');
    expect(lines).toContain('Outlet 9 issued again “again” (revision 3)');
  });

  it('has a line for an event without words of its own', async () => {
    const [opened] = (await commitsOf(engine.store)).flatMap(recordedEvents).map(fromRecorded);
    const other = {
      ...opened,
      type: 'HookRevoked',
      data: { storyId: 'bridge', name: 'x' },
    } as never;
    expect(new EventTeller([]).line(other)).toMatch(/Hook revoked$/);
  });
});
