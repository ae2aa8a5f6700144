import {
  Button,
  languageName,
  moment,
  span,
  target,
  unturned,
  useLanguage,
  useLocale,
  useSay,
} from '@parley/ui';
import { PanelRightClose } from 'lucide-react';
import { Fragment, type ReactNode } from 'react';
import type { Outline } from '../store/alike';
import './info.css';

/** What is known of the visitor and of how the conversation came here. */
export function Info({
  thread,
  onHide,
  children,
}: {
  thread: Outline;
  onHide: () => void;
  children: ReactNode;
}) {
  const say = useSay();
  const language = useLanguage();
  const locale = useLocale();
  const why = (language === 'fr' && thread.whyFR) || thread.why;
  return (
    <aside className="info" aria-label={say('info.title')}>
      <div className="info-head">
        <h2>{say('info.title')}</h2>
        <Button look="icon" keepsCaret aria-label={say('info.hide')} onClick={onHide}>
          <PanelRightClose size={18} aria-hidden="true" />
        </Button>
      </div>
      <Part title={say('info.visitor')}>
        <Fact name={say('info.name')}>
          <bdi>{unturned(thread.name)}</bdi>
        </Fact>
        <Fact name={say('info.language')}>
          {thread.language ? languageName(thread.language, language) : say('info.unknown')}
        </Fact>
      </Part>
      {children}
      <Part title={say('info.source')}>
        <Fact name={say('info.site')}>
          <bdi>{unturned(thread.site ?? '') || say('info.unknown')}</bdi>
        </Fact>
        <Fact name={say('info.page')}>
          <PageFact thread={thread} />
        </Fact>
      </Part>
      <Part title={say('info.contact')}>
        <Fact name={say('info.number')}>{thread.label}</Fact>
        <Fact name={say('info.opened')}>{moment(thread.openedAt, locale)}</Fact>
        {thread.heldSince ? <Fact name={say('info.held')}>{moment(thread.heldSince, locale)}</Fact> : null}
        <Fact name={say('info.waited')}>
          {thread.waited < 1000 ? say('info.waited.none') : span(thread.waited, language)}
        </Fact>
      </Part>
      {why && (
        <section className="info-part">
          <h3>{say('info.why')}</h3>
          <p className="info-why">{unturned(why)}</p>
        </section>
      )}
    </aside>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="info-part">
      <h3>{title}</h3>
      <dl>{children}</dl>
    </section>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="info-fact">
      <dt>{name}</dt>
      <dd className="figures">{children}</dd>
    </div>
  );
}

function PageFact({ thread }: { thread: Outline }) {
  const say = useSay();
  const { page } = thread;
  if (!page) return say('info.unknown');
  const href = target(page.url);
  return (
    <>
      {page.title && <bdi className="info-page">{unturned(page.title)}</bdi>}
      {href ? (
        <a className="info-address" href={href} rel="noreferrer">
          <bdi>{parted(href.replace(/^https?:\/\//, ''))}</bdi>
        </a>
      ) : (
        <bdi>{unturned(page.url)}</bdi>
      )}
    </>
  );
}

/** An address that breaks behind its strokes rather than within its words. */
function parted(address: string): ReactNode[] {
  return address.split(/(?<=[/?&])/).map((part, place) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: two parts of an address may be alike
    <Fragment key={place}>
      {part}
      <wbr />
    </Fragment>
  ));
}
