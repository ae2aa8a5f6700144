/** An id for something new. It is made when its form opens: whoever saves twice, because no answer came, saves one thing. */
export function freshId(): string {
  return [...crypto.getRandomValues(new Uint8Array(8))]
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('');
}
