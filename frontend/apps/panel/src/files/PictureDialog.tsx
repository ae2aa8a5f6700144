import { Button, useLocale, useSay } from '@parley/ui';
import { Dialog } from '@parley/ui/overlays';
import { type File as Sent, sizeText } from '@parley/wire';
import { Download } from 'lucide-react';
import { useEffect, useLayoutEffect, useRef } from 'react';
import { usePort } from '../desk';
import { useGone } from './gone';
import { usePicture } from './usePicture';
import './files.css';

interface Props {
  stream: string;
  file: Sent;
  onSave: (stream: string, file: string) => void;
  onDone: () => void;
}

/** A picture as large as the window lets it be. */
export function PictureDialog({ stream, file, onSave, onDone }: Props) {
  const say = useSay();
  const locale = useLocale();
  const small = usePicture(stream, file.id, false);
  const whole = usePicture(stream, file.id, true);
  const src = whole.src ?? small.src;
  const gone = useGone(file);
  const port = usePort();
  const end = useRef<HTMLButtonElement>(null);
  // What is asked of the whole window has the focus.
  useEffect(() => port.onAsking(onDone), [port, onDone]);
  useLayoutEffect(() => {
    // What was pressed is no more.
    if (gone && !end.current?.closest('[role="dialog"]')?.contains(document.activeElement))
      end.current?.focus();
  }, [gone]);
  const { width = 640, height = 480 } = file;
  return (
    <Dialog title={<bdi>{file.name}</bdi>} onClose={onDone} wide>
      <div className="enlarged" data-testid="enlarged">
        {src ? (
          <img src={src} alt={file.name} width={width} height={height} data-whole={whole.src !== undefined} />
        ) : (
          <p role="status">{small.error ?? say('file.coming')}</p>
        )}
      </div>
      {whole.error && (
        <p className="enlarged-error" role="alert">
          {whole.error}{' '}
          {!gone && (
            <Button look="link" onClick={whole.again}>
              {say('file.again')}
            </Button>
          )}
        </p>
      )}
      <div className="dialog-actions">
        <span className="enlarged-about figures">
          {say('file.sort.picture')} · {width} × {height} · {sizeText(file.size, locale)}
        </span>
        {!gone && (
          <Button onClick={() => onSave(stream, file.id)}>
            <Download size={14} aria-hidden="true" />
            {say('file.save.short')}
          </Button>
        )}
        <Button ref={end} look="strong" data-testid="enlarged-done" onClick={onDone}>
          {say('keys.done')}
        </Button>
      </div>
    </Dialog>
  );
}
