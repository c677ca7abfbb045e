import { storyInputSchema } from '@wirebrief/briefing';
import { type EngineUnderTest, openEngine, TEST_META } from '@wirebrief/testing';

// The engine under test issues at noon of 1 March 2024 in UTC.
describe('EditionArchive', () => {
  let engine: EngineUnderTest;

  beforeEach(async () => {
    engine = await openEngine({}, []);
  });

  afterEach(() => engine.stop());

  it.each([
    ['UTC', '2024-02-29', false],
    ['UTC', '2024-03-01', true],
    ['Pacific/Kiritimati', '2024-03-01', false],
    ['Pacific/Kiritimati', '2024-03-02', true],
    ['America/New_York', '2024-03-01', true],
    ['Etc/GMT+12', '2024-02-29', false],
    ['Etc/GMT+12', '2024-03-01', true],
    ['Pacific/Kiritimati', '2024-03-01T11:59:59Z', false],
    ['Pacific/Kiritimati', '2024-03-01T12:00:00Z', true],
    ['UTC', '2024-03-01T12:30:00+01:00', false],
  ])('of a story in %s knows what was in force on %s', async (timeZone, moment, isOut) => {
    const story = storyInputSchema.parse({ id: 'bridge', title: 'Bridge', timeZone });
    await engine.desk.open(story, TEST_META);
    await engine.press.issue('bridge', 'edition', TEST_META);
    const found = engine.archive.inForce('bridge', moment);
    if (isOut) expect(await found).toMatchObject({ number: 1 });
    else await expect(found).rejects.toMatchObject({ code: 'WB_EDITION_UNKNOWN' });
  });

  it('reads a file once for many downloads', async () => {
    await engine.desk.open(storyInputSchema.parse({ id: 'bridge', title: 'Bridge' }), TEST_META);
    const edition = await engine.press.issue('bridge', 'edition', TEST_META);
    const read = jest.spyOn(engine.blobs, 'get');
    const first = await engine.archive.file(edition, 'html');
    expect(await engine.archive.file(edition, 'html')).toEqual(first);
    expect(read).toHaveBeenCalledTimes(1);
  });

  it('finds a file issued after it was asked for others', async () => {
    await engine.desk.open(storyInputSchema.parse({ id: 'bridge', title: 'Bridge' }), TEST_META);
    const first = await engine.press.issue('bridge', 'edition', TEST_META);
    expect(await engine.archive.findFile(first.files.pdf.hash, 'pdf')).toEqual(first);
    const second = await engine.press.issue('bridge', 'edition', TEST_META);
    expect(await engine.archive.findFile(second.files.pdf.hash, 'pdf')).toEqual(second);
    await expect(engine.archive.findFile(second.files.pdf.hash, 'html')).rejects.toMatchObject({
      code: 'WB_FILE_UNKNOWN',
    });
  });
});
