import { type EditionFile } from '@wirebrief/application';
import { type Request, type Response } from 'express';

/** What an answer gives of a file. */
export interface Delivery {
  /** 0 for HEAD, and where the client has the file already or asks for a part that is not there. */
  readonly bytes: number;
  /** `bytes 0-99/1234`, or null for the whole file. */
  readonly range: string | null;
  readonly send: () => void;
}

/** The answer with a file: ETag by content, conditional and range requests, HEAD (RFC 9110, sections 13 and 14). */
export function prepareFile(
  file: EditionFile,
  caching: string,
  request: Request,
  response: Response,
): Delivery {
  const { bytes, hash, mediaType, name } = file;
  const etag = `"${hash}"`;
  response.set({
    'Content-Type': mediaType,
    'Content-Disposition': `inline; filename="${name}"`,
    'Cache-Control': caching,
    'Accept-Ranges': 'bytes',
    ETag: etag,
  });
  if (request.fresh) return withoutContent(response, 304);
  const size = bytes.length;
  const span = requestedRange(request, size, etag);
  if (span === 'unsatisfiable') {
    response.set('Content-Range', `bytes */${size}`);
    return withoutContent(response, 416);
  }
  const part = span === 'whole' ? bytes : bytes.subarray(span.start, span.end + 1);
  const range = span === 'whole' ? null : `bytes ${span.start}-${span.end}/${size}`;
  return {
    bytes: request.method === 'HEAD' ? 0 : part.length,
    range,
    send: () => {
      if (range !== null) response.status(206).set('Content-Range', range);
      response.set('Content-Length', String(part.length));
      response.end(request.method === 'HEAD' ? undefined : bufferOf(part));
    },
  };
}

function withoutContent(response: Response, status: number): Delivery {
  return { bytes: 0, range: null, send: () => response.status(status).end() };
}

type Span = { readonly start: number; readonly end: number } | 'whole' | 'unsatisfiable';

function requestedRange(request: Request, size: number, etag: string): Span {
  const condition = request.get('if-range');
  // RFC 9110, 14.2: ranges are defined for GET only, and If-Range asks for the whole file once the content is another.
  if (request.method !== 'GET' || (condition !== undefined && condition !== etag)) return 'whole';
  const ranges = request.range(size, { combine: true });
  if (ranges === -1) return 'unsatisfiable';
  // Several ranges, another unit or a malformed header: the whole file is always a correct answer.
  if (ranges === undefined || ranges === -2 || ranges.type !== 'bytes' || ranges.length !== 1)
    return 'whole';
  return ranges[0] ?? 'whole';
}

/** The same memory. */
function bufferOf({ buffer, byteOffset, length }: Uint8Array): Buffer {
  return Buffer.from(buffer, byteOffset, length);
}
