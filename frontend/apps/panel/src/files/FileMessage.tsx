import { Button, useLocale, useSay, within } from '@parley/ui';
import { type FileSort, isPicture, type File as Sent, sizeText, sortOf } from '@parley/wire';
import {
  Archive,
  Download,
  FileText,
  Film,
  Image,
  ImageOff,
  type LucideIcon,
  Music,
  Presentation,
  Sheet,
  X,
} from 'lucide-react';
import { useLayoutEffect, useRef } from 'react';
import { useGone } from './gone';
import { shownSize } from './size';
import { usePicture } from './usePicture';
import './files.css';

interface Props {
  /** The conversation it was sent in, which may be a past one. */
  stream: string;
  file: Sent;
  onEnlarge: (stream: string, file: Sent) => void;
  onSave: (stream: string, file: string) => void;
  /** It is still to come to the server: how much of it has left, in hundredths, null for none yet, and how it is stopped. */
  coming?: { left: number | null; onStop: () => void } | undefined;
}

const signs: Record<FileSort, LucideIcon> = {
  picture: Image,
  pdf: FileText,
  text: FileText,
  document: FileText,
  spreadsheet: Sheet,
  presentation: Presentation,
  video: Film,
  sound: Music,
  archive: Archive,
};

/** A file that was sent: a picture is seen, anything else only named. Nothing is ever opened here. */
export function FileMessage({ stream, file, onEnlarge, onSave, coming }: Props) {
  const say = useSay();
  const locale = useLocale();
  const sort = sortOf(file);
  const Sign = signs[sort];
  const gone = useGone(file);
  const picture = isPicture(file) && file.id !== '' && !gone;
  const words = useRef<HTMLSpanElement>(null);
  const had = useRef(false);
  useLayoutEffect(() => {
    // What was pressed is no more: who went by key goes on from what says why.
    if (gone && had.current && document.activeElement === document.body)
      words.current?.focus({ preventScroll: true });
  }, [gone]);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it notes whether what it holds has the focus
    <div
      className="file"
      data-picture={picture}
      onFocus={() => {
        had.current = true;
      }}
      onBlur={({ relatedTarget }) => {
        // Without another place it is the engine that took it, with the button.
        had.current = relatedTarget === null && had.current;
      }}
    >
      {picture && <Preview stream={stream} file={file} onEnlarge={() => onEnlarge(stream, file)} />}
      <div className="file-row">
        {!picture && (
          <span className="file-sign" aria-hidden="true">
            <Sign size={18} />
          </span>
        )}
        <span ref={words} className="file-words" tabIndex={gone ? -1 : undefined}>
          <bdi className="file-name" title={file.name}>
            {file.name}
          </bdi>
          <span className="file-about figures">
            {say(`file.sort.${sort}`)} · {sizeText(file.size, locale)}
          </span>
          {gone && <span className="file-about">{say('file.gone')}</span>}
        </span>
        {file.id !== '' && !gone && (
          <Button
            look="icon"
            keepsCaret
            data-testid={`save-${file.id}`}
            aria-label={say('file.save', { name: within(file.name) })}
            title={say('file.save.short')}
            onClick={() => onSave(stream, file.id)}
          >
            <Download size={16} aria-hidden="true" />
          </Button>
        )}
        {coming && (
          <Button
            look="icon"
            keepsCaret
            data-testid="stop-file"
            aria-label={say('file.stop', { name: within(file.name) })}
            title={say('file.stop.short')}
            onClick={coming.onStop}
          >
            <X size={16} aria-hidden="true" />
          </Button>
        )}
      </div>
      {coming && coming.left !== null && (
        <progress
          className="file-left"
          max={100}
          value={coming.left}
          aria-label={say('file.left', { n: coming.left })}
        />
      )}
    </div>
  );
}

function Preview({ stream, file, onEnlarge }: { stream: string; file: Sent; onEnlarge: () => void }) {
  const say = useSay();
  const { src, error, again } = usePicture(stream, file.id, false);
  const { width, height } = shownSize(file);
  const shape = { width, aspectRatio: `${width} / ${height}` };
  if (error)
    return (
      <div className="file-gone" style={shape}>
        <ImageOff size={20} aria-hidden="true" />
        <Button look="link" keepsCaret title={error} onClick={again}>
          {say('file.again')}
        </Button>
      </div>
    );
  return (
    <button
      type="button"
      className="file-picture"
      style={shape}
      data-testid={`picture-${file.id}`}
      aria-label={say('file.enlarge', { name: within(file.name) })}
      aria-haspopup="dialog"
      onClick={onEnlarge}
    >
      {src && <img src={src} alt="" draggable={false} />}
    </button>
  );
}
