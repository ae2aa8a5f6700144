import { Button, useLocale, useSay, within } from '@parley/ui';
import { sizeText } from '@parley/wire';
import { FileText, X } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import type { Sendable } from '../files/handOver';
import { pastedId } from './caret';
import './pasted.css';

interface Props {
  files: readonly Sendable[];
  /** Takes one out again. The focus is for the caller to lead on: what was pressed goes with it. */
  onDrop: (file: Sendable) => void;
}

/** What was pasted and goes with the next press of Enter: by then it was seen. */
export function Pasted({ files, onDrop }: Props) {
  const say = useSay();
  const list = useRef<HTMLUListElement>(null);
  const had = useRef(files.length);
  useEffect(() => {
    if (files.length > had.current)
      list.current?.lastElementChild?.scrollIntoView({ inline: 'end', block: 'nearest' });
    had.current = files.length;
  }, [files.length]);
  return (
    <ul ref={list} id={pastedId} className="pasted" aria-label={say('paste.label')} data-testid="pasted">
      {files.map((file, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the same picture may be pasted twice
        <One key={`${place} ${file.name} ${file.size}`} file={file} onDrop={onDrop} />
      ))}
    </ul>
  );
}

function One({ file, onDrop }: { file: Sendable; onDrop: Props['onDrop'] }) {
  const say = useSay();
  const locale = useLocale();
  const src = useSight(file);
  const [seen, setSeen] = useState(true);
  return (
    <li className="pasted-one">
      {src && seen ? (
        <img className="pasted-sight" src={src} alt="" onError={() => setSeen(false)} />
      ) : (
        <span className="pasted-sight">
          <FileText size={18} aria-hidden="true" />
        </span>
      )}
      <span className="pasted-name">
        <bdi title={within(file.name)}>{within(file.name)}</bdi>
        <span className="figures">{sizeText(file.size, locale)}</span>
      </span>
      <Button
        look="icon"
        className="small"
        data-testid="pasted-drop"
        aria-label={say('paste.drop', { name: within(file.name) })}
        title={say('paste.drop', { name: within(file.name) })}
        onClick={() => onDrop(file)}
      >
        <X size={14} aria-hidden="true" />
      </Button>
    </li>
  );
}

/** What a picture looks like, by an address that is good for as long as it is looked at. */
function useSight(file: Sendable): string | undefined {
  const [src, setSrc] = useState<string>();
  useEffect(() => {
    const address = URL.createObjectURL(file.slice(0, file.size));
    setSrc(address);
    return () => URL.revokeObjectURL(address);
  }, [file]);
  return src;
}
