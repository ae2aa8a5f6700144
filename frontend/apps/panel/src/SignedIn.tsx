import { within } from '@parley/ui';
import type { Panel } from '@parley/wire';
import { useEffect, useState } from 'react';
import { useAction } from './action';
import { Boxes } from './boxes/Boxes';
import { Compose } from './compose/Compose';
import { hasUnsent, toCompose } from './compose/caret';
import { usePort } from './desk';
import { CloseDialog } from './dialogs/CloseDialog';
import { KeysDialog } from './dialogs/KeysDialog';
import { SignOutDialog } from './dialogs/SignOutDialog';
import { Empty } from './empty/Empty';
import { Info } from './info/Info';
import { Head } from './thread/Head';
import { Log } from './thread/Log';
import { Spoken } from './thread/Spoken';
import { Notices } from './top/Notices';
import { OfflineBanner } from './top/OfflineBanner';
import { TopBar } from './top/TopBar';
import { useCommands } from './useCommands';
import { useInfo } from './useInfo';
import './dialogs/dialogs.css';
import './screen.css';

type Asked =
  | { about: 'close'; stream: string; name: string; unsent: boolean }
  | { about: 'keys' }
  | { about: 'out' };

/** The desk of an agent who is here. */
export function SignedIn({ panel }: { panel: Panel }) {
  const port = usePort();
  const [ask, said, forget] = useAction();
  const [asked, setAsked] = useState<Asked>();
  const info = useInfo();
  const { thread, boxes, line, session } = panel;

  const choose = (stream: string) => {
    setAsked(undefined);
    if (stream === thread?.stream) toCompose();
    else ask(() => port.focus(stream));
  };
  const close = () => {
    if (thread)
      setAsked({ about: 'close', stream: thread.stream, name: within(thread.name), unsent: hasUnsent() });
  };
  const keys = () => setAsked({ about: 'keys' });
  const signOut = () => {
    if (boxes.length > 0) setAsked({ about: 'out' });
    else ask(() => port.signOut(false));
  };
  const done = () => setAsked(undefined);

  useCommands({ boxes, busy: asked !== undefined, choose, close, keys, info: info.toggle });

  // A question about a conversation that has left is moot.
  const moot = asked?.about === 'close' && !boxes.some((box) => box.stream === asked.stream);
  useEffect(() => {
    if (moot) setAsked(undefined);
  }, [moot]);

  return (
    <div className="screen" data-info={info.open && thread !== undefined}>
      <TopBar panel={panel} ask={ask} onKeys={keys} onSignOut={signOut} />
      <OfflineBanner line={line} />
      <div className="desk">
        <Boxes boxes={boxes} clock={line.clock} onChoose={choose} />
        <main className="centre">
          {thread && <Head thread={thread} infoOpen={info.open} onInfo={info.toggle} onClose={close} />}
          <Notices notices={panel.notices} refused={said?.text} onForget={forget} />
          {thread ? (
            <>
              <Log
                key={thread.stream}
                thread={thread}
                me={session.name ?? ''}
                onRetry={(key) => ask(() => port.retry(thread.stream, key))}
                onDiscard={(key) => ask(() => port.discard(thread.stream, key))}
              />
              <Spoken thread={thread} />
              <Compose thread={thread} line={line} onClose={close} />
            </>
          ) : (
            <Empty panel={panel} ask={ask} />
          )}
        </main>
        {thread && info.open && <Info thread={thread} onHide={info.toggle} />}
      </div>
      {asked?.about === 'close' && (
        <CloseDialog stream={asked.stream} name={asked.name} unsent={asked.unsent} onDone={done} />
      )}
      {asked?.about === 'keys' && <KeysDialog onDone={done} />}
      {asked?.about === 'out' && <SignOutDialog boxes={boxes} onOpen={choose} onDone={done} />}
    </div>
  );
}
