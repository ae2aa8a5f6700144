import { Over, within } from '@parley/ui';
import type { Panel, PastConversation, StateBox } from '@parley/wire';
import { Suspense, useEffect, useMemo, useState } from 'react';
import { useAction } from './action';
import { Boxes } from './boxes/Boxes';
import { hasCome, holdKeys, inTurn, notComing } from './compose/ahead';
import { hasUnsent, toCompose, writeOn } from './compose/caret';
import { openTool, type Tool } from './compose/tools';
import { useDrafts } from './compose/useDrafts';
import { usePort } from './desk';
import { Empty } from './empty/Empty';
import { Beside } from './info/Beside';
import { isKeyed } from './keyboard';
import { type About, type Asked, isMoot, type Left } from './overlays/asked';
import { useForgetting } from './overlays/kept';
import { Question, QuitDialog } from './overlays/later';
import { Panes } from './panes/Panes';
import { useReading } from './past/useReading';
import { Shelf } from './shelf/Shelf';
import { unsettled } from './shift/unsettled';
import { useQuitting } from './shift/useQuitting';
import { useSteady } from './steady';
import { onScreen } from './store/onScreen';
import { toFilter } from './thread/FilterBar';
import { AwayBanner } from './top/AwayBanner';
import { Heard } from './top/Heard';
import { turned } from './top/lamp';
import { Notices } from './top/Notices';
import { OfflineBanner } from './top/OfflineBanner';
import { Told, useTold } from './top/Told';
import { TopBar } from './top/TopBar';
import { teamPage } from './top/team';
import { UngroupedBanner } from './top/UngroupedBanner';
import { useCommands } from './useCommands';
import { useInfo } from './useInfo';
import { withdraw } from './withdraw';
import './screen.css';
import './look/look.css';

/**
 * The desk of an agent who is here. It is drawn anew with every change, many times a second: what it hands to its parts
 * stays the very same where nothing has changed for them, so that they are not.
 */
export function SignedIn({ panel }: { panel: Panel }) {
  const port = usePort();
  const [ask, said, forget] = useAction();
  const [asked, setAsked] = useState<Asked>();
  const info = useInfo();
  const reading = useReading(panel);
  const drafts = useDrafts(panel);
  const [told, tell] = useTold();
  const { boxes, shelf, line } = panel;
  const thread = onScreen(panel);
  useForgetting(panel);

  const choose = useSteady((stream: string) => {
    setAsked(undefined);
    inTurn(() => lead(stream));
  });
  const lead = useSteady((stream: string) => {
    // A picture later a dialog has given the caret free.
    if (stream === thread?.stream) {
      requestAnimationFrame(toCompose);
      return;
    }
    holdKeys(stream);
    ask(() => port.focus(stream)).then((obeyed) => obeyed || notComing(stream));
  });
  useEffect(() => hasCome(thread?.stream), [thread?.stream]);
  const reopen = (stream: string) => ask(() => port.wake(stream));
  const about = useSteady((what: About) => {
    if (!thread?.open || (what === 'snooze' && !thread.async)) return;
    const { stream, name, label } = thread;
    setAsked({ about: what, stream, name: within(name), label, unsent: hasUnsent() });
  });
  const acts = useMemo(
    () => ({
      close: () => about('close'),
      transfer: () => about('transfer'),
      snooze: () => about('snooze'),
      block: () => about('block'),
    }),
    [about],
  );
  const lay = useSteady((panes: number) => ask(() => port.setLayout(panes)));
  const settings = useSteady(() => setAsked({ about: 'settings' }));
  const page = teamPage(panel.session);
  const team = useSteady(() => page && ask(() => port.openExternal(page)));
  const answers = useSteady(() => setAsked({ about: 'answers' }));
  const keys = useSteady(() => setAsked({ about: 'keys' }));
  const edit = useSteady(() => {
    if (thread) setAsked({ about: 'customer', of: thread.stream, name: within(thread.name) });
  });
  const read = useSteady((past: PastConversation) => {
    reading.read(past);
    if (info.giveWay()) toCompose();
  });
  const more = useSteady(() => reading.more());
  // What was pasted is told of to nobody but the window.
  const [marked, aside] = [drafts.marked(boxes), drafts.marked(shelf)];
  const whole = { ...panel, boxes: marked, shelf: aside };
  const signOut = useSteady(() => {
    if (unsettled(whole)) setAsked({ about: 'out' });
    else ask(() => port.signOut(false));
  });
  // What was asked at the end of a shift leads back to it.
  const back =
    asked && 'stream' in asked && asked.leaving
      ? ({ about: 'out', from: asked.leaving } as const)
      : undefined;
  // What is answered late ends only what asked it.
  const done = () => setAsked((now) => (now === asked ? back : now));
  const act = (what: About, { stream, name, label, draft }: StateBox, from: Left) =>
    setAsked({ about: what, stream, name: within(name), label, unsent: draft, leaving: from });

  const [quitting, stay] = useQuitting(marked);
  const settle = () => {
    stay();
    if (asked && 'stream' in asked) withdraw(port, [asked]);
    setAsked((now) => (now?.about === 'out' ? now : { about: 'out' }));
  };
  const quit = quitting.length > 0 && (
    <Suspense>
      <QuitDialog open={quitting} onSettle={settle} onDone={stay} />
    </Suspense>
  );
  const over = (
    <>
      <Heard notices={panel.notices} />
      {quit}
    </>
  );
  const quiet = () => ask(() => port.setDoNotDisturb(!panel.session.doNotDisturb));
  const turn = (place: number) => {
    const lamp = panel.channels[place];
    if (lamp) ask(() => port.setStatus(lamp.channel, turned(lamp, panel.imposed)));
  };
  const filter = () => {
    if (!thread) return;
    reading.filter.open();
    // A picture later the bar is there, or gone, and a dialog has given the caret free.
    requestAnimationFrame(() => (isKeyed() && toFilter()) || toCompose());
  };
  const tool = (one: Tool) => () => {
    // By then a dialog has given the caret back.
    requestAnimationFrame(() => requestAnimationFrame(() => openTool(one)));
  };
  const tools = { links: tool('links'), offers: tool('offers'), emoji: tool('emoji'), file: tool('file') };
  const switcher = () => setAsked({ about: 'switcher' });
  const deeds = {
    ...{ choose, reopen, lay, turn, quiet, answers, settings, keys, filter },
    ...tools,
    info: info.toggle,
    team: page ? team : undefined,
    out: signOut,
    ...acts,
  };

  const open = asked !== undefined || quitting.length > 0;
  useCommands({ ...deeds, compose: reading.back, boxes, busy: open, switcher });

  useEffect(() => {
    if (!open) return undefined;
    // A picture later the dialog has given the focus back.
    return () => {
      requestAnimationFrame(writeOn);
    };
  }, [open]);

  const moot = asked !== undefined && isMoot(asked, panel);
  useEffect(() => {
    if (moot) setAsked(back);
  }, [moot, back]);

  return (
    <div className="screen" data-info={info.open && thread !== undefined}>
      <TopBar
        session={panel.session}
        lamps={panel.channels}
        imposed={panel.imposed}
        line={line.state}
        panes={panel.panes.length}
        ask={ask}
        onLayout={lay}
        onAnswers={answers}
        onTeam={team}
        onKeys={keys}
        onSettings={settings}
        onSignOut={signOut}
      />
      <div className="banners">
        <OfflineBanner line={line} />
        <AwayBanner panel={panel} ask={ask} />
        <UngroupedBanner panel={panel} />
      </div>
      <div className="desk">
        <div className="left">
          <Boxes boxes={marked} clock={line.clock} onChoose={choose} />
          <Shelf items={aside} current={thread?.stream} clock={line.clock} ask={ask} onChoose={choose} />
        </div>
        <main className="centre">
          <Notices notices={panel.notices} refused={said?.text} onForget={forget} />
          <Told word={told} />
          {panel.threads.length > 0 ? (
            <Panes
              panel={panel}
              drafts={drafts}
              ask={ask}
              acts={acts}
              onAnswers={answers}
              infoOpen={info.open}
              onInfo={info.toggle}
              reading={reading}
              onChoose={choose}
            />
          ) : (
            <Empty panel={panel} ask={ask} />
          )}
        </main>
        {thread && info.open && (
          <Beside
            thread={thread}
            past={reading.past}
            reading={reading.current?.stream}
            onHide={info.toggle}
            onEdit={edit}
            onRead={read}
            onMore={more}
          />
        )}
      </div>
      <Suspense>
        {asked && (
          <Over.Provider value={over}>
            <Question
              {...{ asked, deeds }}
              panel={whole}
              clock={line.clock}
              onAct={act}
              onOpen={choose}
              onRecall={(past) => setAsked({ about: 'recall', past })}
              onTell={tell}
              onDone={done}
            />
          </Over.Provider>
        )}
        {!asked && quit}
      </Suspense>
    </div>
  );
}
