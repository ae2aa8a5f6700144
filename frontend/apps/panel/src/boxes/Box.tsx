import { ChannelIcon, Hidden, Presence, Stopwatch, unturned, useMinutes, useSay, within } from '@parley/ui';
import type { StateBox } from '@parley/wire';
import { AlertTriangle, Hourglass, Lock, Monitor, PencilLine, Reply, Timer } from 'lucide-react';
import { memo, type ReactNode } from 'react';
import './box.css';

interface Props {
  box: StateBox;
  clock: number;
  longest: boolean;
  /** Drawn in two lines instead of three. */
  dense: boolean;
  reachable: boolean;
  onChoose: (stream: string) => void;
}

/** The tile of one conversation. */
export const Box = memo(function Box({ box, clock, longest, dense, reachable, onChoose }: Props) {
  const say = useSay();
  const turn = <Turn box={box} clock={clock} longest={longest} />;
  const times = box.gone ? <Gone /> : <Times box={box} clock={clock} />;
  const label = <span className="box-label figures">{box.label}</span>;
  return (
    <button
      type="button"
      className="box"
      data-testid={`box-${box.stream}`}
      data-tone={box.tone}
      data-online={box.online}
      data-mine={box.mine}
      data-longest={longest}
      aria-current={box.tone === 'active' ? 'true' : undefined}
      tabIndex={reachable ? 0 : -1}
      title={within(box.name)}
      onMouseDown={(press) => press.preventDefault()}
      onClick={() => onChoose(box.stream)}
    >
      <span className="box-sign">
        <ChannelIcon channel={box.channel} />
        <Hidden>{say(`channel.${box.channel}`)}</Hidden>
        <Presence of={box} />
      </span>
      <span className="box-row">
        <span className="box-name" dir="auto">
          {unturned(box.name)}
        </span>
        {dense ? times : turn}
      </span>
      <span className="box-row">
        {dense && label}
        <span className="box-text" dir="auto" data-typing={box.typing}>
          {box.typing ? say('box.typing') : unturned(box.lastText) || say('box.noText')}
        </span>
        <Marks box={box} />
        {dense && turn}
      </span>
      {!dense && (
        <span className="box-row">
          {label}
          {times}
        </span>
      )}
    </button>
  );
});

function Mark({ kind, icon, children }: { kind: string; icon: ReactNode; children: string }) {
  return (
    <span className="box-mark folds" data-kind={kind} title={children}>
      {icon}
      <span className="box-word">{children}</span>
    </span>
  );
}

/** Whose turn it is; where it is the agent's, for how long the visitor waits. */
function Turn({ box, clock, longest }: Pick<Props, 'box' | 'clock' | 'longest'>) {
  const say = useSay();
  const shape = { size: 12, strokeWidth: 2.25, 'aria-hidden': true } as const;
  return (
    <span className="box-turn">
      {box.tone === 'active' && !box.mine && (
        <Mark kind="active" icon={<Monitor {...shape} />}>
          {say('box.active')}
        </Mark>
      )}
      {box.tone === 'active' && box.mine && <Hidden>{say('box.active')}</Hidden>}
      {box.mine && (
        <>
          <Mark kind={longest ? 'longest' : 'mine'} icon={<Hourglass {...shape} />}>
            {say(longest ? 'box.longest' : 'box.mine')}
          </Mark>
          <span className="box-wait" title={say('pane.waits')}>
            <Stopwatch since={box.waitingSince} clock={clock} />
          </span>
        </>
      )}
      {box.tone === 'theirs' && !box.gone && <Hidden>{say('box.theirs')}</Hidden>}
    </span>
  );
}

function Marks({ box }: { box: StateBox }) {
  const say = useSay();
  const shape = { size: 12, strokeWidth: 2.25, 'aria-hidden': true } as const;
  return (
    <span className="box-marks">
      {box.failed && (
        <Mark kind="failed" icon={<AlertTriangle {...shape} />}>
          {say('box.failed')}
        </Mark>
      )}
      {box.draft && (
        <Mark kind="draft" icon={<PencilLine {...shape} />}>
          {say('box.draft')}
        </Mark>
      )}
      {box.new > 0 && (
        <span className="box-new figures">
          <span aria-hidden="true">{box.new > 99 ? '99+' : box.new}</span>
          <Hidden>{say('box.new.long', { n: box.new })}</Hidden>
        </span>
      )}
    </span>
  );
}

/** In place of its times: it has none here any more. */
function Gone() {
  const say = useSay();
  return (
    <Mark kind="gone" icon={<Lock size={12} strokeWidth={2.25} aria-hidden="true" />}>
      {say('box.gone')}
    </Mark>
  );
}

function Times({ box, clock }: { box: StateBox; clock: number }) {
  const say = useSay();
  const minutes = useMinutes(box.lastAgentAt, clock);
  const shape = { size: 12, strokeWidth: 1.9, 'aria-hidden': true } as const;
  return (
    <span className="box-times">
      <Hidden>{say('box.minutes', { n: minutes })}</Hidden>
      <span className="box-time" title={say('box.sinceAgent')}>
        <Reply {...shape} />
        <Stopwatch since={box.lastAgentAt} clock={clock} />
      </span>
      <span className="box-time" title={say('box.duration')}>
        <Timer {...shape} />
        <Stopwatch since={box.openedAt} clock={clock} />
      </span>
    </span>
  );
}
