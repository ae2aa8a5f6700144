/**
 * Has the window's engine forget what could be undone. WebKit keeps about a kilobyte for each letter that is typed, of a
 * thousand texts, although one that has left comes back by none of it; whenever a frame is closed it gives them up. What was
 * typed elsewhere in the window goes with it, and a text that comes back refused is no step of it.
 */
export function forgetUndo(): void {
  const frame = document.createElement('iframe');
  frame.hidden = true;
  document.body.append(frame);
  frame.remove();
}
