/** @jsxImportSource preact */
// Files as the visitor sees them: pictures small and, when asked for, large; all
// else by its name. They come with the visitor's token in a header, as bytes this
// page draws or saves, so that no address of a file exists that could be passed on.
import type { Link, Pending } from '@parley/link';
import { isPicture, type File as SentFile, sizeText, sortOf } from '@parley/wire';
import { useEffect, useRef, useState } from 'preact/hooks';
import { Icon } from './Icon';
import type { Language, Words } from './words';

type Going = NonNullable<Pending['file']>;

interface Props {
  link: Link;
  file: SentFile;
  words: Words;
  language: Language;
}

/** Whether the server keeps it no longer. */
const isGone = (why: unknown): boolean => why instanceof Error && why.message === '410';

/** What a name ends with is never cut short: it says what the file is. */
function Name({ name }: { name: string }) {
  return <bdi class="file-name">{name}</bdi>;
}

export function Sent({ link, file, words, language }: Props) {
  const [trouble, setTrouble] = useState('');
  // It may be taken away while it is shown.
  const [went, setWent] = useState(false);
  const gone = file.gone || went;
  const save = () => {
    setTrouble('');
    link
      .file(file.id, false)
      .then((body) => keep(body, file.name))
      .catch((why) => (isGone(why) ? setWent(true) : setTrouble(words.noFile)));
  };
  return (
    <div class="file">
      {isPicture(file) && !gone ? (
        <Picture link={link} file={file} words={words} language={language} onGone={() => setWent(true)} />
      ) : null}
      <div class="file-row">
        {isPicture(file) && !gone ? null : <Icon name={sortOf(file)} />}
        <p>
          <Name name={file.name} />
          <span class="file-about">
            {words.sorts[sortOf(file)]} · {sizeText(file.size, language)}
          </span>
        </p>
        {gone ? null : <Act label={words.saveFile(file.name)} icon="save" onPress={save} />}
      </div>
      {gone ? <p class="file-about">{words.gone}</p> : null}
      {trouble ? (
        <p class="file-about trouble" role="alert">
          {trouble}
        </p>
      ) : null}
    </div>
  );
}

/** What can be done with a file, at the end of its row. */
function Act({ label, icon, onPress }: { label: string; icon: 'save' | 'cross'; onPress: () => void }) {
  return (
    <button type="button" class="file-save" aria-label={label} title={label} onClick={onPress}>
      <Icon name={icon} />
    </button>
  );
}

/** A file that has not gone yet. */
export function Going({
  file,
  failed,
  words,
  language,
  onTakeBack,
}: { file: Going; failed: boolean; onTakeBack: () => void } & Pick<Props, 'words' | 'language'>) {
  const part = Math.round(file.progress * 100);
  return (
    <div class="file">
      <div class="file-row">
        <Icon name="document" />
        <p>
          <Name name={file.name} />
          <span class="file-about">{sizeText(file.size, language)}</span>
        </p>
        {failed || file.there ? null : (
          <Act label={words.takeBack(file.name)} icon="cross" onPress={onTakeBack} />
        )}
      </div>
      {failed ? null : file.waits ? (
        <p class="file-about turn">{words.turn}</p>
      ) : (
        <progress max={100} value={part} aria-label={words.leaving(part)} />
      )}
    </div>
  );
}

/** The bytes of a picture as something an image can show, for as long as it is shown. What did not come is asked for again when the line is back. */
function useBytes(
  link: Link,
  id: string,
  preview: boolean,
  onGone: () => void,
): [src: string, failed: boolean] {
  const [src, setSrc] = useState('');
  const [failed, setFailed] = useState(false);
  const [tries, setTries] = useState(0);
  useEffect(() => {
    let at = '';
    let wanted = true;
    setFailed(false);
    link.file(id, preview).then(
      (body) => {
        if (!wanted) return;
        at = URL.createObjectURL(body);
        setSrc(at);
      },
      (why) => wanted && (isGone(why) ? onGone() : setFailed(true)),
    );
    return () => {
      wanted = false;
      if (at) URL.revokeObjectURL(at);
    };
  }, [id, tries]);
  useEffect(() => {
    if (!failed) return;
    let { ready } = link.view;
    return link.subscribe(() => {
      if (link.view.ready && !ready) setTries((n) => n + 1);
      ready = link.view.ready;
    });
  }, [failed]);
  return [src, failed];
}

const most = { width: 260, height: 220 };

function Picture({ link, file, words, language, onGone }: Props & { onGone: () => void }) {
  const [src, failed] = useBytes(link, file.id, true, onGone);
  const [large, setLarge] = useState(false);
  const { width = 160, height = 120 } = file;
  const by = Math.min(1, most.width / width, most.height / height);
  const size = { width: Math.max(48, Math.round(width * by)), height: Math.max(48, Math.round(height * by)) };
  if (failed) return <p class="file-about">{words.noPicture}</p>;
  return (
    <>
      <button
        type="button"
        class="file-picture"
        aria-label={words.enlarge(file.name)}
        aria-haspopup="dialog"
        onClick={() => setLarge(true)}
      >
        {src ? <img src={src} alt="" {...size} /> : <canvas {...size} />}
      </button>
      {large ? (
        <Large {...{ link, file, words, language }} onGone={onGone} onDone={() => setLarge(false)} />
      ) : null}
    </>
  );
}

function Large({ link, file, words, onGone, onDone }: Props & { onGone: () => void; onDone: () => void }) {
  const box = useRef<HTMLDialogElement>(null);
  const [src, failed] = useBytes(link, file.id, false, onGone);
  useEffect(() => box.current?.showModal(), []);
  return (
    <dialog
      ref={box}
      class="large"
      aria-label={file.name}
      onClose={onDone}
      // What ends the picture does not end the window.
      onKeyDown={(e) => e.key === 'Escape' && e.stopPropagation()}
    >
      <button
        type="button"
        class="large-close"
        aria-label={words.closePicture}
        onClick={() => box.current?.close()}
      >
        <Icon name="cross" />
      </button>
      {failed ? (
        <p>{words.noPicture}</p>
      ) : src ? (
        <img src={src} alt={file.name} />
      ) : (
        <span class="dots" aria-hidden="true">
          <i />
          <i />
          <i />
        </span>
      )}
    </dialog>
  );
}

/** Saves bytes as a file. */
function keep(body: Blob, name: string): void {
  // Whatever it is, it is not for this page to show.
  const at = URL.createObjectURL(new Blob([body], { type: 'application/octet-stream' }));
  const a = document.createElement('a');
  a.href = at;
  a.download = name;
  a.click();
  setTimeout(() => URL.revokeObjectURL(at), 60_000);
}
