import { composing, Hidden, useLanguage, useSay, within } from '@parley/ui';
import type { FileLimits, Line, Suggestion, ThreadLine } from '@parley/wire';
import { Upload } from 'lucide-react';
import {
  type KeyboardEvent,
  type MouseEvent,
  memo,
  Suspense,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import { quietly } from '../action';
import { usePort } from '../desk';
import { pressedAgain } from '../doubled';
import { paste, type Sendable, sendFiles } from '../files/handOver';
import { useDrop } from '../files/useDrop';
import { writingKeys } from '../keys';
import { optionId } from '../library/Options';
import type { TrayKind } from '../library/tray';
import { useReady } from '../library/useReady';
import { Trays } from '../overlays/later';
import type { Ask } from '../screen';
import { useSteady } from '../steady';
import { type Outline, sameOutline } from '../store/alike';
import { PreviewBox } from '../translation/PreviewBox';
import { Toggle } from '../translation/Toggle';
import { useTranslation } from '../translation/useTranslation';
import { useKeyName } from '../useKeyName';
import { Bar } from './Bar';
import { composeId, write as insert, toCompose, toNext, writeWords } from './caret';
import type { Drafts } from './drafts';
import { Found } from './Found';
import { Guard, useConcerns } from './Guard';
import { Marks } from './Marks';
import { Pasted } from './Pasted';
import { Proposals, placeOf } from './Proposals';
import { takeBack } from './takenBack';
import { useAsked } from './useAsked';
import { useHeight } from './useHeight';
import { useHere } from './useHere';
import { usePasted } from './usePasted';
import { useSuggestions } from './useSuggestions';
import { useWriting } from './useWriting';
import { unfilled } from './variables';
import './compose.css';
import './proposals.css';
import '../library/library.css';

interface Props {
  thread: Outline;
  /** The message of this conversation that can still be undone. */
  held: ThreadLine | undefined;
  drafts: Drafts;
  line: Line;
  /** Which files can be sent, absent while the server has not said. */
  files: FileLimits | undefined;
  ask: Ask;
  onClose: () => void;
  /** Brings the present conversation back where an earlier one is read in its place: what is sent is to be seen. */
  toPresent: () => void;
  /** Opens the agent's own answers. */
  onAnswers: () => void;
}

const listId = 'compose-answers';

/** Where the agent writes. It is one area for all conversations, so that no change of them takes the caret away. */
export const Compose = memo(function Compose(props: Props) {
  const { thread, held, drafts, line, files: limits, ask, onClose, toPresent, onAnswers } = props;
  const say = useSay();
  const language = useLanguage();
  const keyName = useKeyName();
  const port = usePort();
  const name = within(thread.name);
  const { stream } = thread;
  const area = useRef<HTMLTextAreaElement>(null);
  const { run, refused, forget, still } = useHere(stream, name, ask);
  const [pasted, pick, unpaste, sendPasted] = usePasted(stream, drafts, limits, run);
  const { text, left, said, concerns, leave, write, send, again, mark, pause } = useWriting(
    thread,
    drafts,
    area,
    sendPasted,
    toPresent,
  );
  const [tray, setTray] = useState<TrayKind>();
  const names = useReady(stream, text.includes('{'))?.variables;
  const open = useMemo(() => unfilled(text, names ?? []), [text, names]);
  const asked = concerns.length > 0;
  const told = useConcerns(concerns, name);

  const answers = useSuggestions(stream, text, insert);
  const translation = useTranslation(thread, text);

  // biome-ignore lint/correctness/useExhaustiveDependencies: what is open belongs to the conversation it was opened in
  useEffect(() => {
    setTray(undefined);
    forget();
  }, [stream, forget]);

  useHeight(area, text, stream);
  useLayoutEffect(() => {
    // A text that was kept goes on where it ends: the window's engine would begin before it.
    area.current?.setSelectionRange(area.current.value.length, area.current.value.length);
    // The first conversation on an empty desk: nobody's caret is taken by it, and what is typed next belongs here.
    if (document.activeElement === document.body) area.current?.focus({ preventScroll: true });
  }, []);

  /** What is translated is shown before it is sent: a second Enter sends what was shown. */
  const go = () => {
    const { on, preview } = translation;
    if (!on) send();
    else if (preview?.state === 'shown')
      send((written) => port.sendTranslated(stream, written, preview.translated));
    else if (preview?.state !== 'asking' && text.trim() && (left ?? 0) >= 0) translation.ask(text);
  };

  const question = useAsked(concerns, text, area);

  // One thing at a time is enough to decide.
  const proposed = (!asked && thread.suggestions) || [];
  const take = (one: Suggestion) => {
    writeWords(one.text);
    quietly(port.takeSuggestion(stream, one.key));
  };
  const dismiss = () => quietly(port.dismissSuggestions(stream));

  const sendAnyway = () => {
    forget();
    if (question.answers() && !again()) go();
  };
  const submit = () => {
    forget();
    if (asked) return;
    if (text.trim()) go();
    else if (pasted.length > 0) {
      toPresent();
      sendPasted(stream, pasted);
    }
  };
  const drop = (file: Sendable) => {
    unpaste(file);
    toCompose();
  };
  const undo = (line: ThreadLine) => {
    run(() => takeBack(port, stream, line));
  };
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (composing(event.nativeEvent) || answers.press(event)) return;
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
      undo(held);
    } else if (event.key === 'Tab' && !event.shiftKey && !control && toNext(open)) {
      // Shift and Tab leads out also while there is something to fill in.
      event.preventDefault();
    } else if (event.key === 'Enter' && !event.shiftKey) {
      event.preventDefault();
      if (event.repeat) return;
      if (asked && control) sendAnyway();
      else submit();
    }
  };
  const look = () => {
    const element = area.current;
    mark();
    if (!element || document.activeElement !== element) return;
    // Without a "/" there is nothing to find, and nothing to draw anew at each letter.
    const sought = element.selectionStart === element.selectionEnd && element.value.includes('/');
    answers.follow(sought ? element.selectionEnd : undefined);
  };
  const shut = (back: boolean) => {
    setTray(undefined);
    if (back) toCompose();
  };
  const sendCard = (form: 'link' | 'offer', id: string) => {
    shut(true);
    toPresent();
    run(() => port.sendCard(stream, form, id));
  };
  const hand = (files: readonly Sendable[]) => {
    if (files.length === 0) return;
    toCompose();
    toPresent();
    run(() => sendFiles(port, stream, files, limits));
  };
  const box = useRef<HTMLDivElement>(null);
  // Words are told of late: by then another conversation may be written in.
  const hovered = useDrop(port, box, hand, (words) => still(stream) && writeWords(words));
  const wrong = refused?.text ?? said?.text;
  const listed = answers.found.length > 0;
  /** Whether Enter shows what would be sent, and does not send it yet. */
  const shows = translation.on && translation.preview?.state !== 'shown';
  const onTray = useSteady((kind: TrayKind) => (tray === kind ? shut(true) : setTray(kind)));
  const onFiles = useSteady(hand);
  // Whoever presses what brings this area once more hits Send, with what was begun in it before.
  const [hasty] = useState(pressedAgain);
  const onSend = useSteady((press: MouseEvent) => {
    if (hasty(press)) return;
    if (!answers.keep()) submit();
  });

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
      {asked && (
        <Guard concerns={concerns} name={name} early={question.early} onSend={sendAnyway} onLeave={leave} />
      )}
      {proposed.length > 0 && <Proposals proposed={proposed} onTake={take} onDismiss={dismiss} />}
      {(listed || answers.missed) && !tray && <Found answers={answers} listId={listId} />}
      <div className="compose-box" ref={box}>
        {hovered && (
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
                if (tray === 'answers') writeWords(piece);
                else insert(piece);
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
        {pasted.length > 0 && <Pasted files={pasted} onDrop={drop} />}
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
            onChange={(event) => {
              write(event.target.value);
              forget();
            }}
            onPaste={(event) => {
              forget();
              paste(event, port, pick);
            }}
            onSelect={look}
            onFocus={look}
            onBlur={(event) => {
              // On the way to sending what is searched for is still what goes.
              if (!event.relatedTarget?.matches('[data-testid="send"]')) answers.follow(undefined);
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
            onPlain={() => {
              forget();
              send();
            }}
          />
        )}
        <Bar
          tray={tray}
          onClose={onClose}
          onTray={onTray}
          onFiles={onFiles}
          files={limits}
          line={line}
          online={thread.online}
          ended={thread.ended === true}
          left={left}
          open={open.length}
          hint={say(shows ? 'translate.enter' : 'compose.hint')}
          send={say(shows ? 'translate.show' : 'compose.send')}
          asked={asked}
          onSend={onSend}
        />
      </div>
      <Hidden>
        <span role="status">{listed && !tray ? say('tray.found', { n: answers.found.length }) : ''}</span>
        <span role="status">
          {asked
            ? say('guard.told', {
                concerns: told.join(' '),
                send: keyName(writingKeys.anyway),
                leave: keyName(writingKeys.leave),
              })
            : ''}
        </span>
        <span role="status">{question.early ? say('guard.early') : ''}</span>
        <span role="status">{proposed.length > 0 ? say('suggest.told', { n: proposed.length }) : ''}</span>
        <span role="status">{pasted.length > 0 ? say('paste.told', { n: pasted.length }) : ''}</span>
        <span role="status">{held ? say('state.held.told', { undo: keyName(writingKeys.undo) }) : ''}</span>
      </Hidden>
    </section>
  );
}, sameOutline);
