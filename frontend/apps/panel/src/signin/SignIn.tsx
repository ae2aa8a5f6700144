import { Button, Mark, useSay } from '@parley/ui';
import type { Session } from '@parley/wire';
import { AlertTriangle, LoaderCircle } from 'lucide-react';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { useAction } from '../action';
import { usePort } from '../desk';
import { Field } from './Field';
import './signin.css';

/** The way in. What was typed stays when signing in fails, but for the password's caret. */
export function SignIn({ session }: { session: Session }) {
  const say = useSay();
  const port = usePort();
  const [run, said] = useAction();
  const [server, setServer] = useState(session.server);
  const [email, setEmail] = useState(session.email);
  const [password, setPassword] = useState('');
  const [asking, setAsking] = useState(false);
  const busy = asking || session.state === 'signing_in';
  const wrong = (field: string) => (said?.field === field ? said.text : undefined);
  const placed = said?.field && ['server', 'email', 'password'].includes(said.field);
  const general = (said && !placed ? said.text : undefined) ?? (said ? undefined : session.error);

  const form = useRef<HTMLFormElement>(null);
  // Where the desk was its focus is given back to what is no more, a picture later than the form appears.
  useEffect(() => {
    const soon = requestAnimationFrame(() => {
      if (document.activeElement === document.body) toField(form.current, firstEmptyOf(session));
    });
    return () => cancelAnimationFrame(soon);
  }, [session]);
  useEffect(() => {
    if (said) toField(form.current, said.field ?? 'password');
  }, [said]);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (busy) return;
    setAsking(true);
    await run(() => port.signIn(server.trim(), email.trim(), password));
    setAsking(false);
  };

  const firstEmpty = firstEmptyOf(session);
  return (
    <main className="signin">
      <div className="signin-sheet">
        <div className="signin-brand">
          <Mark size={36} />
          <span>{say('product')}</span>
        </div>
        <h1 className="signin-title">{say('signin.title')}</h1>
        <p className="signin-lead">{say('signin.lead')}</p>
        {session.state === 'signing_in' && session.error && (
          <p className="signin-trying" role="status" data-testid="signin-trying">
            <LoaderCircle size={16} aria-hidden="true" />
            <span>{say('signin.trying', { server: session.server })}</span>
          </p>
        )}
        {general && !busy && (
          <p className="signin-error" role="alert" data-testid="signin-error">
            <AlertTriangle size={16} aria-hidden="true" />
            <span>{general}</span>
          </p>
        )}
        <form className="signin-form" onSubmit={submit} noValidate ref={form}>
          <Field
            name="server"
            label={say('signin.server')}
            hint={say('signin.server.hint')}
            error={wrong('server')}
            value={server}
            onChange={setServer}
            type="text"
            inputMode="url"
            autoComplete="url"
            first={firstEmpty === 'server'}
            still={busy}
          />
          <Field
            name="email"
            label={say('signin.email')}
            error={wrong('email')}
            value={email}
            onChange={setEmail}
            type="email"
            inputMode="email"
            autoComplete="username"
            first={firstEmpty === 'email'}
            still={busy}
          />
          <Field
            name="password"
            label={say('signin.password')}
            error={wrong('password')}
            value={password}
            onChange={setPassword}
            type="password"
            inputMode="text"
            autoComplete="current-password"
            first={firstEmpty === 'password'}
            still={busy}
          />
          <Button
            look="strong"
            className="signin-submit"
            data-testid="signin-submit"
            aria-disabled={busy}
            submit
          >
            {say(busy ? 'signin.busy' : 'signin.submit')}
          </Button>
        </form>
      </div>
      <p className="signin-version">{say('signin.version', { version: session.version })}</p>
    </main>
  );
}

const firstEmptyOf = ({ server, email }: Session) => (!server ? 'server' : !email ? 'email' : 'password');

const toField = (form: HTMLFormElement | null, name: string) =>
  form?.querySelector<HTMLElement>(`[id="signin-${name}"]`)?.focus();
