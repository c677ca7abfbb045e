import { hash } from 'node:crypto';

/** Lower-case hexadecimal SHA-256 of UTF-8 text or bytes. */
export function sha256(content: string | Uint8Array): string {
  return hash('sha256', content, 'hex');
}

/** The same name in the same namespace gives the same UUID for ever (RFC 9562, version 8 over SHA-256). */
export function uuidFrom(namespace: string, name: string): string {
  const hex = sha256(`${namespace}\n${name}`);
  const variant = ((parseInt(hex.slice(16, 18), 16) & 0x3f) | 0x80).toString(16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(18, 20)}-${hex.slice(20, 32)}`;
}
