import { Button, languageName, primary, useLanguage, useSay } from '@parley/ui';
import { AlertTriangle, Languages } from 'lucide-react';
import { useConcerns } from '../compose/Guard';
import type { Preview } from './useTranslation';
import './translation.css';
import type { Outline } from '../store/alike';

interface Props {
  thread: Outline;
  preview: Preview | undefined;
  onAgain: () => void;
  onPlain: () => void;
}

/** What the visitor will read, under what the agent wrote. The caret stays in the text. */
export function PreviewBox({ thread, preview, onAgain, onPlain }: Props) {
  const say = useSay();
  const language = useLanguage();
  const visitor = thread.translation?.visitor ?? '';
  const called = languageName(primary(visitor), language);
  const told = useConcerns(preview?.state === 'failed' ? preview.concerns : [], thread.name);
  return (
    // It is there before it says anything, so that it is heard.
    <div className="preview" role="status" data-testid="preview" data-state={preview?.state ?? 'none'}>
      {preview?.state === 'asking' && (
        <p className="preview-note">
          <Languages size={13} aria-hidden="true" />
          {say('translate.asking')}
        </p>
      )}
      {preview?.state === 'shown' && (
        <>
          <p className="preview-note">
            <Languages size={13} aria-hidden="true" />
            {say('translate.preview', { language: called })}
            <span className="preview-hint">{say('translate.hint')}</span>
          </p>
          <p className="preview-text" lang={visitor} dir="auto" data-testid="preview-text">
            {preview.translated.text}
          </p>
        </>
      )}
      {preview?.state === 'failed' && (
        <p className="preview-note preview-failed">
          <AlertTriangle size={13} aria-hidden="true" />
          <span dir="auto">{told.length > 0 ? told.join(' ') : preview.why}</span>
          <Button look="link" keepsCaret data-testid="translate-again" onClick={onAgain}>
            {say('translate.again')}
          </Button>
          <Button look="link" keepsCaret data-testid="send-plain" onClick={onPlain}>
            {say('translate.plain')}
          </Button>
        </p>
      )}
    </div>
  );
}
