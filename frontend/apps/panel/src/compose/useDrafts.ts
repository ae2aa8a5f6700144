import { useEffect, useState } from 'react';
import { quietly } from '../action';
import { usePort } from '../desk';
import { Drafts } from './drafts';
import { onTakenBack } from './takenBack';

/** The unsent texts, for as long as the agent is signed in. What is taken back comes to them, whatever is on screen. */
export function useDrafts(): Drafts {
  const port = usePort();
  const [drafts] = useState(() => new Drafts((of, text) => quietly(port.draft(of, text))));
  useEffect(
    () =>
      onTakenBack((of, text, sentAt) => {
        if (text) drafts.takeBack(of, text, sentAt);
      }),
    [drafts],
  );
  return drafts;
}
