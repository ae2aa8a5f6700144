import { Button } from '@parley/ui';
import type { Popup } from '@parley/ui/overlays';
import { type ComponentType, lazy, type ReactNode, Suspense, useRef, useState } from 'react';

/** Fetches what lies over the desk: called once the first picture is on the screen, so that it is there when asked for. */
export const fetchOverlays = () => import('./overlays');

type Overlays = Awaited<ReturnType<typeof fetchOverlays>>;

function later<P>(pick: (all: Overlays) => ComponentType<P>) {
  return lazy(async () => ({ default: pick(await fetchOverlays()) }));
}

export const ActionsMenu = later((all) => all.ActionsMenu);
export const LayoutMenu = later((all) => all.LayoutMenu);
export const MoreMenu = later((all) => all.MoreMenu);
export const PictureDialog = later((all) => all.PictureDialog);
export const QuitDialog = later((all) => all.QuitDialog);
export const Question = later((all) => all.Question);
export const Trays = later((all) => all.Trays);

interface Props {
  label: string;
  testid: string;
  icon: ReactNode;
  children: (popup: Popup) => ReactNode;
}

/** A button with a menu under it. The arrows open it too, as they do everywhere. */
export function MenuButton({ label, testid, icon, children }: Props) {
  const trigger = useRef<HTMLButtonElement>(null);
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button
        ref={trigger}
        look="icon"
        data-testid={testid}
        aria-label={label}
        aria-haspopup="menu"
        aria-expanded={open}
        onClick={() => setOpen(true)}
        onKeyDown={(press) => {
          if (press.key !== 'ArrowDown' && press.key !== 'ArrowUp') return;
          if (press.ctrlKey || press.metaKey) return;
          press.preventDefault();
          setOpen(true);
        }}
      >
        {icon}
      </Button>
      {open && <Suspense>{children({ trigger, onClose: () => setOpen(false) })}</Suspense>}
    </>
  );
}
