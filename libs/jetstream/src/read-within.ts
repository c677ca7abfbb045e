/** All bytes of a stream, or undefined when it fails or does not end in time. */
export async function readWithin(
  stream: ReadableStream<Uint8Array>,
  milliseconds: number,
): Promise<Uint8Array | undefined> {
  const reader = stream.getReader();
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => {
      resolve(undefined);
    }, milliseconds);
  });
  try {
    return await Promise.race([readAll(reader), tooLate]);
  } catch {
    return undefined;
  } finally {
    clearTimeout(timer);
    await reader.cancel().catch(() => undefined);
  }
}

async function readAll(reader: ReadableStreamDefaultReader<Uint8Array>): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return Buffer.concat(parts);
    parts.push(value);
  }
}
