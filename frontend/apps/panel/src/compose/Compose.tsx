import { Button, Hidden, useLanguage, useSay, within } from '@parley/ui';
import type { Line, Suggestion, Thread } from '@parley/wire';
import { CircleSlash, CornerDownLeft, Upload } from 'lucide-react';
import { type KeyboardEvent, Suspense, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { quietly, useAction } from '../action';
import { usePort } from '../desk';
import { pasted, sendFiles, useDrop } from '../files/useFiles';
import { Answer } from '../library/Answer';
import { Options, optionId } from '../library/Options';
import { Tools } from '../library/Tools';
import type { TrayKind } from '../library/tray';
import { useReady } from '../library/useReady';
import { Trays } from '../overlays/later';
import { PreviewBox } from '../translation/PreviewBox';
import { Toggle } from '../translation/Toggle';
import { useTranslation } from '../translation/useTranslation';
import { composeId, write as insert, toCompose } from './caret';
import { Guard, useConcerns } from './Guard';
import { Marks } from './Marks';
import { Proposals, placeOf } from './Proposals';
import { takeBack } from './takenBack';
import { useSuggestions } from './useSuggestions';
import { useWriting } from './useWriting';
import { unfilled, type Variable } from './variables';
import './compose.css';
import './proposals.css';
import '../library/library.css';

interface Props {
  thread: Thread;
  line: Line;
  onClose: () => void;
  /** Opens the agent's own answers. */
  onAnswers: () => void;
}

const listId = 'compose-answers';

/** For so long after a card was sent, in ms, Enter still belongs to it: it may have been pressed twice. */
const settling = 500;

/** Where the agent writes. It is one area for all conversations, so that no change of them takes the caret away. */
export function Compose({ thread, line, onClose, onAnswers }: Props) {
  const say = useSay();
  const language = useLanguage();
  const port = usePort();
  const name = within(thread.name);
  const { stream } = thread;
  const area = useRef<HTMLTextAreaElement>(null);
  const { text, left, said, concerns, leave, write, send, mark, pause } = useWriting(thread, area);
  const [run, refused, forget] = useAction();
  const [tray, setTray] = useState<TrayKind>();
  /** When a card was sent, and when something was asked, on the clock of events. */
  const carded = useRef(-settling);
  const askedAt = useRef(-settling);
  const names = useReady(stream, text.includes('{'))?.variables;
  const open = useMemo(() => unfilled(text, names ?? []), [text, names]);
  const asked = concerns.length > 0;
  const told = useConcerns(concerns, name);
  const held = thread.lines.findLast((line) => line.state === 'held');

  const answers = useSuggestions(stream, text, insert);
  const translation = useTranslation(thread, text);

  // biome-ignore lint/correctness/useExhaustiveDependencies: what is open belongs to the conversation it was opened in
  useEffect(() => {
    setTray(undefined);
    forget();
  }, [stream, forget]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the height follows the text
  useLayoutEffect(() => {
    const element = area.current;
    if (!element) return;
    element.style.height = 'auto';
    element.style.height = `${element.scrollHeight}px`;
  }, [text, stream]);

  /** What is translated is shown before it is sent: a second Enter sends what was shown. */
  const go = () => {
    const { on, preview } = translation;
    if (!on) send();
    else if (preview?.state === 'shown')
      send((written) => port.sendTranslated(stream, written, preview.translated));
    else if (preview?.state !== 'asking' && text.trim() && (left ?? 0) >= 0) translation.ask(text);
  };

  // What is asked is asked where one writes, and a second press of the same key is no answer to it.
  const asking = useRef(concerns);
  useLayoutEffect(() => {
    const element = area.current;
    // The text is back a moment after the question is here.
    if (!element || text === '' || asking.current === concerns) return;
    asking.current = concerns;
    if (concerns.length === 0) return;
    askedAt.current = performance.now();
    toCompose();
    const left = concerns.find((one) => one.reason === 'unfilled')?.found.split(', ')[0];
    const from = left ? element.value.indexOf(left) : -1;
    if (left && from >= 0) element.setSelectionRange(from, from + left.length);
  }, [concerns, text]);

  // One thing at a time is enough to decide.
  const proposed = (!asked && thread.suggestions) || [];
  const take = (one: Suggestion) => {
    insert(one.text);
    quietly(port.takeSuggestion(stream, one.key));
  };
  const dismiss = () => quietly(port.dismissSuggestions(stream));

  const sendAnyway = () => {
    if (performance.now() - askedAt.current >= settling) go();
  };
  const submit = () => {
    if (!asked) go();
  };
  const undo = (key: string) => {
    run(() => takeBack(port, stream, key));
  };
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    // 229 is what some input methods send for the Enter that ends a composition.
    const composing = event.nativeEvent.isComposing || event.keyCode === 229;
    if (composing || answers.press(event)) return;
    const place = proposed.length > 0 ? placeOf(event) : undefined;
    const taken = place ? proposed[place - 1] : undefined;
    if (place !== undefined) event.preventDefault();
    if (taken) take(taken);
    else if (place === 0) dismiss();
    const control = (event.ctrlKey || event.metaKey) && !event.altKey;
    if (event.key === 'Escape' && translation.preview && !asked) {
      event.preventDefault();
      event.stopPropagation();
      translation.clear();
    } else if (asked && event.key === 'Escape') {
      event.preventDefault();
      leave();
    } else if (held && text === '' && control && !event.shiftKey && event.key.toLowerCase() === 'z') {
      event.preventDefault();
      undo(held.key);
    } else if (event.key === 'Enter' && !event.shiftKey) {
      event.preventDefault();
      if (event.repeat || event.timeStamp - carded.current < settling) return;
      if (asked && control) sendAnyway();
      else submit();
    }
  };
  const look = () => {
    const element = area.current;
    mark();
    if (!element || document.activeElement !== element) return;
    answers.follow(element.selectionStart === element.selectionEnd ? element.selectionEnd : undefined);
  };
  const shut = (back: boolean) => {
    setTray(undefined);
    if (back) toCompose();
  };
  const sendCard = (form: 'link' | 'offer', id: string) => {
    shut(true);
    carded.current = performance.now();
    run(() => port.sendCard(stream, form, id));
  };
  const hand = (files: readonly File[]) => {
    if (files.length === 0) return;
    toCompose();
    run(() => sendFiles(port, stream, files));
  };
  const drop = useDrop(hand);
  const chooser = useRef<HTMLInputElement>(null);
  const wrong = said?.text ?? refused?.text;
  const listed = answers.found.length > 0;

  return (
    <section className="compose" aria-label={say('compose.label', { name })}>
      <div className="compose-above">
        <p className="compose-typing" dir="auto">
          {thread.typing && say('thread.typing', { name })}
        </p>
        <Toggle thread={thread} run={run} />
      </div>
      {wrong && (
        <p className="compose-error" role="alert" data-testid="compose-error">
          {wrong}
        </p>
      )}
      {asked && <Guard concerns={concerns} name={name} onSend={sendAnyway} onLeave={leave} />}
      {proposed.length > 0 && <Proposals proposed={proposed} onTake={take} onDismiss={dismiss} />}
      <div className="compose-box" {...drop.props}>
        {drop.over && (
          <div className="drop">
            <Upload size={18} aria-hidden="true" />
            {say('file.drop', { name })}
          </div>
        )}
        {tray && (
          <Suspense>
            <Trays
              kind={tray}
              stream={stream}
              onInsert={(piece) => {
                setTray(undefined);
                insert(piece);
              }}
              onSend={sendCard}
              onManage={() => {
                setTray(undefined);
                onAnswers();
              }}
              onClose={shut}
            />
          </Suspense>
        )}
        {listed && !tray && (
          <div className="suggestions" data-testid="suggestions">
            <Options
              id={listId}
              label={say('tool.answers')}
              parts={[{ key: 'found', heading: '', things: answers.found }]}
              active={answers.active}
              keyOf={(answer) => answer.key}
              draw={(answer) => <Answer answer={answer} category />}
              onPick={answers.pick}
            />
          </div>
        )}
        <div className="compose-area">
          {open.length > 0 && <Marks text={text} found={open} area={area} />}
          <textarea
            id={composeId}
            data-testid="compose"
            ref={area}
            rows={2}
            dir="auto"
            value={text}
            aria-label={say('compose.label', { name })}
            aria-describedby="compose-note"
            aria-autocomplete="list"
            aria-controls={listed ? listId : undefined}
            aria-activedescendant={
              listed && answers.active >= 0 ? optionId(listId, answers.active) : undefined
            }
            placeholder={say('compose.placeholder', { name })}
            // The checker goes by what is written here: the visitor's language, or the agent's where it is translated.
            lang={translation.on ? language : thread.language || undefined}
            spellCheck
            onChange={(event) => write(event.target.value)}
            onPaste={(event) => {
              const files = pasted(event);
              if (files.length === 0) return;
              event.preventDefault();
              hand(files);
            }}
            onSelect={look}
            onFocus={look}
            onBlur={() => {
              answers.follow(undefined);
              pause();
            }}
            onKeyDown={onKeyDown}
          />
        </div>
        {translation.on && (
          <PreviewBox
            thread={thread}
            preview={translation.preview}
            onAgain={() => translation.ask(text)}
            onPlain={() => send()}
          />
        )}
        <div className="compose-tools">
          <Button look="quiet" data-testid="close-link" aria-keyshortcuts="Control+Shift+E" onClick={onClose}>
            <CircleSlash size={14} aria-hidden="true" />
            <span className="compose-word">{say('compose.end')}</span>
          </Button>
          <Tools
            open={tray}
            onPress={(kind) => (tray === kind ? shut(true) : setTray(kind))}
            onFile={() => chooser.current?.click()}
          />
          <input
            ref={chooser}
            type="file"
            multiple
            hidden
            tabIndex={-1}
            data-testid="file-chooser"
            aria-label={say('tool.file')}
            onChange={(event) => {
              const files = [...(event.target.files ?? [])];
              event.target.value = '';
              hand(files);
            }}
          />
          <Note
            line={line}
            online={thread.online}
            left={left}
            open={open}
            hint={say(
              translation.on && translation.preview?.state !== 'shown' ? 'translate.enter' : 'compose.hint',
            )}
          />
          <Button look="strong" data-testid="send" aria-disabled={asked} keepsCaret onClick={submit}>
            {say(
              translation.on && translation.preview?.state !== 'shown' ? 'translate.show' : 'compose.send',
            )}
            <CornerDownLeft size={14} aria-hidden="true" />
          </Button>
        </div>
      </div>
      <Hidden>
        <span role="status">{listed && !tray ? say('tray.found', { n: answers.found.length }) : ''}</span>
        <span role="status">{asked ? say('guard.told', { concerns: told.join(' ') }) : ''}</span>
        <span role="status">{proposed.length > 0 ? say('suggest.told', { n: proposed.length }) : ''}</span>
        <span role="status">{held ? say('state.held.told') : ''}</span>
      </Hidden>
    </section>
  );
}

interface NoteProps {
  line: Line;
  online: boolean;
  left: number | undefined;
  open: readonly Variable[];
  /** What Enter does. */
  hint: string;
}

function Note({ line, online, left, open, hint }: NoteProps) {
  const say = useSay();
  const over = left !== undefined && left < 0;
  const note = () => {
    if (left !== undefined)
      return over ? say('compose.over', { n: -left }) : say('compose.counter', { n: left });
    if (open.length > 0) return say('compose.open', { n: open.length });
    if (line.state !== 'online') return say('compose.offline');
    return online ? hint : say('compose.gone');
  };
  return (
    <p id="compose-note" className="compose-note figures" data-over={over || open.length > 0}>
      {note()}
    </p>
  );
}
