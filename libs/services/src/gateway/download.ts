import { type EditionFile } from '@wirebrief/application';
import { type Request, type Response } from 'express';

/** Sends a file of an edition: ETag by content, conditional and range requests, HEAD (RFC 9110, sections 13 and 14). */
export function sendFile(
  file: EditionFile,
  caching: string,
  request: Request,
  response: Response,
): void {
  const { bytes, hash, mediaType, name } = file;
  const etag = `"${hash}"`;
  response.set({
    'Content-Type': mediaType,
    'Content-Disposition': `inline; filename="${name}"`,
    'Cache-Control': caching,
    'Accept-Ranges': 'bytes',
    ETag: etag,
  });
  if (request.fresh) {
    response.status(304).end();
    return;
  }
  sendBytes(bytes, requestedRange(request, bytes.length, etag), request, response);
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

function sendBytes(bytes: Uint8Array, span: Span, request: Request, response: Response): void {
  const size = bytes.length;
  if (span === 'unsatisfiable') {
    response.status(416).set('Content-Range', `bytes */${size}`).end();
    return;
  }
  const part = span === 'whole' ? bytes : bytes.subarray(span.start, span.end + 1);
  if (span !== 'whole') {
    response.status(206).set('Content-Range', `bytes ${span.start}-${span.end}/${size}`);
  }
  response.set('Content-Length', String(part.length));
  response.end(
    request.method === 'HEAD' ? undefined : Buffer.from(part.buffer, part.byteOffset, part.length),
  );
}
