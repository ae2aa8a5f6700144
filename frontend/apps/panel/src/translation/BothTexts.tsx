import { Button, languageName, primary, RichText, useLanguage, useSay } from '@parley/ui';
import type { ThreadLine } from '@parley/wire';
import { AlertTriangle, Languages, RotateCw } from 'lucide-react';
import { quietly } from '../action';
import { usePort } from '../desk';
import './translation.css';

interface Props {
  stream: string;
  line: ThreadLine;
}

/** Whether a line says something in two languages, or was to. */
export const isTwofold = (line: ThreadLine): boolean =>
  Boolean(line.original || line.translation || line.untranslated);

/** A message in two languages: what was written, and under it what it was translated to. The agent's own stands out. */
export function BothTexts({ stream, line }: Props) {
  const say = useSay();
  const language = useLanguage();
  const port = usePort();
  const named = (tag: string | undefined) => languageName(primary(tag ?? ''), language);
  const { original, translation, untranslated, fromLanguage, toLanguage, text = '' } = line;
  if (untranslated)
    return (
      <>
        <RichText text={text} />
        <div className="both-label both-failed">
          <AlertTriangle size={12} aria-hidden="true" />
          <span>{untranslated}</span>
          <Button look="link" onClick={() => quietly(port.translateAgain(stream, line.key))}>
            <RotateCw size={12} aria-hidden="true" />
            {say('translate.again')}
          </Button>
        </div>
      </>
    );
  const ours = original !== undefined && original !== '';
  return (
    <>
      <div className={ours ? undefined : 'both-quiet'} lang={fromLanguage}>
        <RichText text={ours ? original : text} />
      </div>
      <div className="both-label">
        <Languages size={12} aria-hidden="true" />
        {ours
          ? say('translate.sent', { language: named(toLanguage) })
          : say('translate.from', { language: named(fromLanguage) })}
      </div>
      <div className={ours ? 'both-quiet' : undefined} lang={toLanguage}>
        <RichText text={ours ? text : (translation ?? '')} />
      </div>
    </>
  );
}
