// What can be a message. The server has the last word; asking it here first
// spares the visitor a refusal.

export const maxRunes = 8000;
export const maxBytes = 32 << 10;

/** The text as it will be sent: without controls that cannot be stored, halves of characters, and blank ends. */
export function clean(text: string): string {
  let out = '';
  for (const c of text.replace(/\r\n?/g, '\n')) {
    const code = c.codePointAt(0) ?? 0;
    const control = (code < 0x20 && c !== '\n' && c !== '\t') || code === 0x7f;
    const half = code >= 0xd800 && code <= 0xdfff;
    if (!control && !half) out += c;
  }
  return out.replace(/^\s*\n|\s+$/g, '');
}

/** How many characters there are, counted as the server counts. */
export function runes(text: string): number {
  let n = 0;
  for (const _ of text) n++;
  return n;
}

export type Fault = 'empty_message' | 'text_too_long';

/** Why a cleaned text cannot be sent, or null. */
export function fault(text: string): Fault | null {
  if (text.trim() === '') return 'empty_message';
  if (runes(text) > maxRunes || new TextEncoder().encode(text).length > maxBytes) return 'text_too_long';
  return null;
}
