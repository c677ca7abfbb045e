import { Turns } from './turns';

describe('Turns', () => {
  it('run the work of one key one after the other, in the order of the calls', async () => {
    const turns = new Turns();
    const steps: string[] = [];
    const work = (name: string) => async (): Promise<void> => {
      steps.push(`${name} begins`);
      await Promise.resolve();
      steps.push(`${name} ends`);
    };
    await Promise.all([turns.take('key', work('first')), turns.take('key', work('second'))]);
    expect(steps).toEqual(['first begins', 'first ends', 'second begins', 'second ends']);
  });

  it('run the work of different keys side by side', async () => {
    const turns = new Turns();
    let release: () => void = () => undefined;
    const slow = turns.take('slow', () => new Promise<void>((resolve) => (release = resolve)));
    expect(await turns.take('quick', () => Promise.resolve('done'))).toBe('done');
    release();
    await slow;
  });

  it('go on after work that failed, whose failure only its caller sees', async () => {
    const turns = new Turns();
    const failed = turns.take('key', () => Promise.reject(new Error('broken')));
    const next = turns.take('key', () => Promise.resolve('done'));
    await expect(failed).rejects.toThrow('broken');
    expect(await next).toBe('done');
  });
});
