import { explain, type Language } from '@parley/ui';
import { type ClipboardEvent, type DragEvent, useState } from 'react';
import type { Port } from '../port/port';
import { Refusal, refusal } from '../port/refusal';

/** How much of a file is handed over at once, in bytes: the window stays quick meanwhile. */
const slice = 256 << 10;

/** Hands files over to be sent, one after the other. One that is refused keeps no other back; all of those are named at the end. */
export async function sendFiles(
  port: Port,
  stream: string,
  files: readonly File[],
  language: Language,
): Promise<void> {
  const refused: Refusal[] = [];
  const named: string[] = [];
  for (const file of files) {
    try {
      await sendFile(port, stream, file);
    } catch (thrown) {
      const why = refusal(thrown);
      refused.push(why);
      // Isolated: a name that is written from the right turns nothing else around.
      named.push(`\u2068${file.name}\u2069: ${explain(language, why)}`);
    }
  }
  const [first] = refused;
  if (!first) return;
  throw files.length === 1 ? first : new Refusal('files_refused', named.join(' '), first.field);
}

async function sendFile(port: Port, stream: string, file: File): Promise<void> {
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

/** What is pasted that is no text: who copies from a document means the words, though a picture of them comes along. */
export function pasted({ clipboardData }: ClipboardEvent): File[] {
  return clipboardData.getData('text/plain').trim() ? [] : [...clipboardData.files];
}

const carriesFiles = (drag: { dataTransfer: DataTransfer | null }) =>
  drag.dataTransfer?.types.includes('Files') ?? false;

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

/** A place that takes files which are let go over it. Anywhere else nothing becomes of them: see guard.ts. */
export function useDrop(take: (files: File[]) => void): Drop {
  const [over, setOver] = useState(false);
  const holds = (drag: DragEvent) => {
    if (!carriesFiles(drag)) return;
    drag.preventDefault();
    setOver(true);
  };
  return {
    over,
    props: {
      onDragEnter: holds,
      onDragOver: holds,
      onDragLeave: (drag) => {
        if (!drag.currentTarget.contains(drag.relatedTarget as Node | null)) setOver(false);
      },
      onDrop: (drag) => {
        setOver(false);
        if (!carriesFiles(drag)) return;
        drag.preventDefault();
        take([...drag.dataTransfer.files]);
      },
    },
  };
}
