import { Button, Mark, useSay } from '@parley/ui';
import { useEffect } from 'react';
import { quietly } from './action';
import { waiting } from './boxes/waiting';
import { toCompose } from './compose/caret';
import { useKnown, usePort, useStore } from './desk';
import { fetchOverlays } from './overlays/later';
import { SignedIn } from './SignedIn';
import { SignIn } from './signin/SignIn';

/** The window: nothing yet, the way in, or the desk. */
export function App() {
  const { panel, failed } = useKnown();
  useTitle();
  useAttention();
  useCaret();
  useReady(panel !== undefined);
  if (!panel) return <Starting failed={failed ?? false} />;
  if (panel.session.state !== 'signed_in') return <SignIn session={panel.session} />;
  return <SignedIn panel={panel} />;
}

function Starting({ failed }: { failed: boolean }) {
  const say = useSay();
  const store = useStore();
  return (
    <main className="starting">
      <Mark size={48} />
      <p role="status">{say(failed ? 'start.failed' : 'starting')}</p>
      {failed && <Button onClick={store.ask}>{say('start.again')}</Button>}
    </main>
  );
}

function useTitle(): void {
  const say = useSay();
  const { panel } = useKnown();
  const id = panel?.session.agentId;
  const n = panel ? waiting(panel.boxes).length : 0;
  useEffect(() => {
    if (!id) document.title = say('title.signedOut');
    else document.title = n > 0 ? say('title.waiting', { n, id }) : say('title.plain', { id });
  }, [say, id, n]);
}

/** Tells the program whether the agent looks at this window: it alone decides what deserves a sound. */
function useAttention(): void {
  const port = usePort();
  useEffect(() => {
    const tell = () => quietly(port.attend(document.hasFocus()));
    // What comes of it would be drawn before the first picture is on the screen.
    const soon = setTimeout(tell, 100);
    window.addEventListener('focus', tell);
    window.addEventListener('blur', tell);
    return () => {
      clearTimeout(soon);
      window.removeEventListener('focus', tell);
      window.removeEventListener('blur', tell);
    };
  }, [port]);
}

function useCaret(): void {
  const store = useStore();
  // A frame later the conversation that was just chosen has been drawn.
  useEffect(() => store.onCaret(() => requestAnimationFrame(toCompose)), [store]);
}

function useReady(known: boolean): void {
  useEffect(() => {
    if (!known) return;
    document.documentElement.dataset.ready = '1';
    const soon = setTimeout(fetchOverlays, 100);
    return () => clearTimeout(soon);
  }, [known]);
}
