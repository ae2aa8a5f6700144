import type { FileLimits, PastedFile } from '@parley/wire';
import type { ClipboardEvent } from 'react';
import type { Port } from '../port/port';
import { Refusal, refusal } from '../port/refusal';
import { remember } from './handed';
import { type NotSent, together, told, unread } from './refused';

/** How much of a file is handed over at once, in bytes: the window stays quick meanwhile. */
const slice = 256 << 10;

/** What can be handed over: a file of the page's, or one that the program has read. */
export type Sendable = Pick<File, 'name' | 'size' | 'slice'> & Pick<PastedFile, 'unread'>;

interface Beside {
  /** Keeps a file that is refused. */
  keep?: (file: Sendable) => void;
  /** The key of the message that they go with. */
  beside?: string;
}

/**
 * Hands files over to be sent, one after the other. One that is refused keeps no other back; each of those is given to what
 * may keep it, and all are named at the end.
 */
export async function sendFiles(
  port: Port,
  stream: string,
  files: readonly Sendable[],
  limits: FileLimits | undefined,
  { keep, beside = '' }: Beside = {},
): Promise<void> {
  const refused: NotSent[] = [];
  for (const [place, file] of files.entries()) {
    try {
      await sendFile(port, stream, file, beside);
    } catch (thrown) {
      const why = refusal(thrown);
      if (why.code === 'undone') {
        // What goes back with its text goes back without a word, and so does all behind it.
        for (const one of files.slice(place)) keep?.(one);
        break;
      }
      refused.push({ name: file.name, why: told(why, limits) });
      keep?.(file);
    }
  }
  const [first] = refused;
  if (!first) return;
  // Which one it is goes without saying, but for one that is somewhere else or may be by now, or is to be found again.
  const plain = files.length === 1 && !keep && !files[0]?.unread && first.why.code !== 'unavailable';
  throw plain ? first.why : together(refused, keep !== undefined);
}

/**
 * Why a file cannot be sent, as far as its name and size tell, by the program's own rule (checkFile): whatever is let through
 * here is held against that when it goes.
 */
export function unfit(
  { name, size, unread: why }: Sendable,
  limits: FileLimits | undefined,
): Refusal | undefined {
  if (why) return unread(why);
  if (!limits) return undefined;
  const ending = /\.([^.]+)$/.exec(name)?.[1]?.toLowerCase();
  if (size > limits.maxBytes) return told(new Refusal('file_too_large', '', 'file'), limits);
  if (ending && !limits.endings.includes(ending))
    return told(new Refusal('file_type_not_allowed', '', 'file'), limits);
  return undefined;
}

async function sendFile(port: Port, stream: string, file: Sendable, beside: string): Promise<void> {
  if (file.unread) throw unread(file.unread);
  const key = await port.beginFile(stream, file.name, file.size);
  for (let at = 0; at < file.size; at += slice)
    await port.filePart(key, await base64(file.slice(at, at + slice)));
  remember(await port.sendFile(key, beside), file);
}

function base64(part: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result).split(',', 2)[1] ?? '');
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(part);
  });
}

/**
 * Takes what is pasted and is no text. Who copies from a document means the words, though a picture of them comes along.
 * Where the engine tells of neither text nor files, the program has a look.
 */
export function paste(event: ClipboardEvent, port: Port, take: (files: Sendable[]) => void): void {
  const { clipboardData } = event;
  const text = clipboardData.getData('text/plain');
  if (text.trim() || (text && clipboardData.files.length === 0)) return;
  event.preventDefault();
  if (clipboardData.files.length > 0) take([...clipboardData.files]);
  else
    port.pasted().then(
      (files) => files.length > 0 && take(files.map(read)),
      () => undefined, // there is nobody signed in any more
    );
}

export function read({ name, size, body, unread }: PastedFile): Sendable {
  const bytes = Uint8Array.from(atob(body), (letter) => letter.charCodeAt(0));
  const blob = new Blob([bytes]);
  return {
    name: name || 'image.png',
    size,
    slice: (from, to) => blob.slice(from, to),
    ...(unread && { unread }),
  };
}
