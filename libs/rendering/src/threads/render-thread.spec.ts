import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { sha256 } from '@wirebrief/kernel';
import { exampleBriefing } from '@wirebrief/testing';

import { renderForms } from '../render-forms';
import { loadTemplates } from '../html/templates';
import { RenderThread } from './render-thread';
import { Thread } from './thread';

const ROOT = join(__dirname, '../../../..');
const TEMPLATES = join(ROOT, 'templates');
const HOOK = join(ROOT, 'libs/testing/src/typescript-hook.cjs');
const execFileAsync = promisify(execFile);

// The first thread of a run compiles the sources.
jest.setTimeout(60_000);

describe('the render thread', () => {
  it('gives the bytes that this thread gives, for calls in a row and at once', async () => {
    const here = await renderForms(exampleBriefing(), loadTemplates(TEMPLATES));
    const thread = new RenderThread(TEMPLATES);
    await thread.warmUp();
    const first = await thread.render(exampleBriefing());
    const more = await Promise.all([
      thread.render(exampleBriefing()),
      thread.render(exampleBriefing()),
    ]);
    for (const forms of [first, ...more]) {
      for (const form of ['html', 'pdf', 'json'] as const)
        expect(sha256(forms[form])).toBe(sha256(here[form]));
    }
  });

  it('reports what is wrong with the templates, as this thread would', async () => {
    const empty = mkdtempSync(join(tmpdir(), 'wirebrief-no-templates-'));
    const reasonHere = (): unknown => {
      try {
        return loadTemplates(empty);
      } catch (error) {
        return error;
      }
    };
    const { code, category, message, remedy } = reasonHere() as Record<string, unknown>;
    expect(code).toMatch(/^WB_TEMPLATE/);
    await expect(new RenderThread(empty).render(exampleBriefing())).rejects.toMatchObject({
      code,
      category,
      message,
      remedy,
    });
    rmSync(empty, { recursive: true });
  });

  it('lets the process end while it warms up', async () => {
    const script = `
      const { RenderThread } = require(${JSON.stringify(join(__dirname, 'render-thread.ts'))});
      const { exampleBriefing } = require(${JSON.stringify(join(ROOT, 'libs/testing/src'))});
      const thread = new RenderThread(${JSON.stringify(TEMPLATES)});
      void thread.warmUp(exampleBriefing()).then(() => console.log('warm'));
    `;
    const { stdout } = await execFileAsync(process.execPath, ['--require', HOOK, '-e', script]);
    expect(stdout).toBe('');
  });

  it('rejects what it was asked when it ends, and starts anew for the next call', async () => {
    const tooSmall = new Thread('render', { resourceLimits: { maxOldGenerationSizeMb: 2 } });
    await expect(tooSmall.call(exampleBriefing())).rejects.toThrow(/memory/);
    await expect(tooSmall.call(exampleBriefing())).rejects.toThrow(/memory/);
  });
});
