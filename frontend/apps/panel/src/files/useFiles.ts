import type { FileLimits, PastedFile } from '@parley/wire';
import { type ClipboardEvent, type DragEvent, useRef, useState } from 'react';
import type { Port } from '../port/port';
import { refusal } from '../port/refusal';
import { type NotSent, together, told, unread } from './refused';

/** How much of a file is handed over at once, in bytes: the window stays quick meanwhile. */
const slice = 256 << 10;

/** What can be handed over: a file of the page's, or one that the program has read. */
export type Sendable = Pick<File, 'name' | 'size' | 'slice'> & Pick<PastedFile, 'unread'>;

/** Hands files over to be sent, one after the other. One that is refused keeps no other back; all of those are named at the end. */
export async function sendFiles(
  port: Port,
  stream: string,
  files: readonly Sendable[],
  limits: FileLimits | undefined,
): Promise<void> {
  const refused: NotSent[] = [];
  for (const file of files) {
    try {
      await sendFile(port, stream, file);
    } catch (thrown) {
      refused.push({ name: file.name, why: told(refusal(thrown), limits) });
    }
  }
  const [first] = refused;
  if (!first) return;
  // Which one it is goes without saying, but for one that is somewhere else.
  throw files.length === 1 && !files[0]?.unread ? first.why : together(refused);
}

async function sendFile(port: Port, stream: string, file: Sendable): Promise<void> {
  if (file.unread) throw unread(file.unread);
  const key = await port.beginFile(stream, file.name, file.size);
  for (let at = 0; at < file.size; at += slice)
    await port.filePart(key, await base64(file.slice(at, at + slice)));
  await port.sendFile(key);
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

function read({ name, size, body, unread }: PastedFile): Sendable {
  const bytes = Uint8Array.from(atob(body), (letter) => letter.charCodeAt(0));
  const blob = new Blob([bytes]);
  return {
    name: name || 'image.png',
    size,
    slice: (from, to) => blob.slice(from, to),
    ...(unread && { unread }),
  };
}

/** Addresses may be those of files: not every engine says so. */
const mayCarryFiles = ({ dataTransfer }: DragEvent) =>
  dataTransfer.types.includes('Files') || dataTransfer.types.includes('text/uri-list');

interface Drop {
  /** Files are held over the place where they can be let go. */
  over: boolean;
  props: {
    onDragEnter: (drag: DragEvent) => void;
    onDragOver: (drag: DragEvent) => void;
    onDragLeave: (drag: DragEvent) => void;
    onDrop: (drag: DragEvent) => void;
  };
}

/**
 * A place that takes files which are let go over it. Anywhere else nothing becomes of them: see guard.ts. That it does is
 * said of files alone: a link that is let go is written and not sent.
 */
export function useDrop(port: Port, take: (files: Sendable[]) => void, write: (words: string) => void): Drop {
  const [over, setOver] = useState(false);
  const inside = useRef(false);
  const show = (on: boolean) => {
    inside.current = on;
    setOver(on);
  };
  const holds = (drag: DragEvent) => {
    if (!mayCarryFiles(drag)) return;
    drag.preventDefault();
    if (inside.current) return;
    const files = drag.dataTransfer.types.includes('Files');
    show(files);
    inside.current = true;
    if (!files)
      port.dragged().then(
        (found) => inside.current && setOver(found),
        () => undefined, // there is nobody signed in any more
      );
  };
  return {
    over,
    props: {
      onDragEnter: holds,
      onDragOver: holds,
      onDragLeave: (drag) => {
        if (!drag.currentTarget.contains(drag.relatedTarget as Node | null)) show(false);
      },
      onDrop: (drag) => {
        show(false);
        if (!mayCarryFiles(drag)) return;
        drag.preventDefault();
        const { files, types } = drag.dataTransfer;
        if (files.length > 0 || !types.includes('text/uri-list')) {
          take([...files]);
          return;
        }
        const words = drag.dataTransfer.getData('text/plain') || drag.dataTransfer.getData('text/uri-list');
        port.dropped().then(
          (found) => (found.length > 0 ? take(found.map(read)) : words && write(words)),
          () => undefined,
        );
      },
    },
  };
}
