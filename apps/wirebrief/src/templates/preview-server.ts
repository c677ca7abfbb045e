import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type AddressInfo } from 'node:net';

import { type RenderedEdition } from '@wirebrief/application';
import { type Briefing } from '@wirebrief/briefing';
import { addressError } from '@wirebrief/hosting';
import {
  checkTemplates,
  loadTracedTemplates,
  problemOf,
  type TemplateProblem,
  tryForms,
} from '@wirebrief/rendering';

import { watchFolder } from './watch-folder';
import { previewPage, problemsPage } from './preview-page';
import { asFlash } from './sample-briefings';

export interface PreviewOptions {
  /** Of templates. */
  readonly folder: string;
  /** What the documents are made from: the first one is edition 1. */
  readonly briefings: readonly Briefing[];
  /** On this machine alone; 0 chooses one. */
  readonly port: number;
  /** Ends the server. */
  readonly signal: AbortSignal;
  /** After each change of the folder. */
  readonly onChange: (problems: readonly TemplateProblem[]) => void;
  /** What is wrong with the folder as it is found, or shows only in a document that somebody looks at. */
  readonly onProblems: (problems: readonly TemplateProblem[]) => void;
}

export interface Preview {
  readonly url: string;
  /** Resolves when the server has ended. */
  readonly ended: Promise<void>;
}

const HOST = '127.0.0.1';
const DOCUMENT = /^\/(edition|flash)-([1-9]\d{0,3})\.(html|pdf)$/;
const MEDIA_TYPES = { html: 'text/html; charset=utf-8', pdf: 'application/pdf' } as const;

/** Serves documents made from a folder of templates, always as the folder is now. Throws WB_TEMPLATE_MISSING for a folder that is none. */
export async function startPreview(options: PreviewOptions): Promise<Preview> {
  const { folder, briefings, port, signal } = options;
  const found = checkTemplates(folder);
  const desk = new PreviewDesk(folder, briefings, options.onProblems);
  const listeners = new Set<ServerResponse>();
  const server = createServer((request, response) => {
    answer(request, response, { desk, listeners }).catch((error: unknown) => {
      const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
      response.writeHead(500, { 'content-type': 'text/plain; charset=utf-8' }).end(text);
    });
  });
  server.listen(port, HOST);
  await once(server, 'listening').catch((error: unknown) => {
    throw addressError(error, { host: HOST, port, variable: '--port' });
  });
  if (found.length > 0) options.onProblems(found);
  signal.addEventListener('abort', () => {
    for (const listener of listeners) listener.end();
    server.close();
    server.closeAllConnections();
  });
  const onChange = (): void => {
    const problems = desk.reload();
    options.onChange(problems);
    const word = problems.length === 0 ? 'Loaded again.' : `Problems: ${problems.length}.`;
    for (const listener of listeners) listener.write(`data: ${word}\n\n`);
  };
  const closed = once(server, 'close');
  const ended = Promise.all([closed, watchFolder(folder, signal, onChange)]).then(() => undefined);
  return { url: `http://${HOST}:${(server.address() as AddressInfo).port}`, ended };
}

interface Place {
  readonly desk: PreviewDesk;
  /** Pages that wait for changes. */
  readonly listeners: Set<ServerResponse>;
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  { desk, listeners }: Place,
): Promise<void> {
  const path = (request.url ?? '/').replace(/\?.*$/, '');
  const [, kind, number, form] = DOCUMENT.exec(path) ?? [];
  const send = (status: number, type: string, body: string | Uint8Array): void => {
    response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store' }).end(body);
  };
  if (path === '/changes') {
    response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
    response.flushHeaders();
    listeners.add(response);
    response.on('close', () => listeners.delete(response));
  } else if (path === '/') {
    send(200, MEDIA_TYPES.html, previewPage(desk.folder, desk.briefings.length));
  } else if (kind !== undefined) {
    const made = await desk.document(kind as Briefing['kind'], Number(number));
    if ('problems' in made) send(422, MEDIA_TYPES.html, problemsPage(made.problems));
    else send(200, MEDIA_TYPES[form as 'html' | 'pdf'], made[form as 'html' | 'pdf']);
  } else {
    send(404, 'text/plain; charset=utf-8', 'Nothing stands here. The preview is at /.\n');
  }
}

type Made = RenderedEdition | { readonly problems: readonly TemplateProblem[] };

/** Makes each document once for each state of the folder. */
class PreviewDesk {
  private readonly made = new Map<string, Promise<Made>>();

  constructor(
    readonly folder: string,
    readonly briefings: readonly Briefing[],
    private readonly onProblems: PreviewOptions['onProblems'],
  ) {}

  /** Forgets what was made, and tells what is wrong now. */
  reload(): readonly TemplateProblem[] {
    this.made.clear();
    return problemsIn(this.folder);
  }

  document(kind: Briefing['kind'], number: number): Promise<Made> {
    const key = `${kind} ${number}`;
    const known = this.made.get(key) ?? this.make(kind, number);
    this.made.set(key, known);
    return known;
  }

  private async make(kind: Briefing['kind'], number: number): Promise<Made> {
    const problems = problemsIn(this.folder);
    if (problems.length > 0) return { problems };
    try {
      const briefing = this.briefings[Math.min(number, this.briefings.length) - 1];
      if (briefing === undefined) throw new Error('there is nothing to preview');
      const document = kind === 'flash' ? asFlash(briefing) : briefing;
      const made = await tryForms(document, loadTracedTemplates(this.folder));
      return 'problem' in made ? this.told([made.problem]) : made;
    } catch (error) {
      return this.told([problemOf(error)]);
    }
  }

  private told(problems: readonly TemplateProblem[]): Made {
    this.onProblems(problems);
    return { problems };
  }
}

/** A folder that is gone for a moment is a problem, too. */
function problemsIn(folder: string): readonly TemplateProblem[] {
  try {
    return checkTemplates(folder);
  } catch (error) {
    return [problemOf(error)];
  }
}
