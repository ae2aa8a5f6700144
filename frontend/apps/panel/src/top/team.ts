import { target, type useSay, within } from '@parley/ui';
import type { Panel } from '@parley/wire';

/** The address of the team's page, where it has one that may be opened. */
export const teamPage = ({ project }: Panel['session']): string | undefined =>
  target(project.team?.page ?? '') || undefined;

/** What that page is called wherever it is offered; nothing where it is not. */
export const teamName = (session: Panel['session'], say: ReturnType<typeof useSay>): string | undefined =>
  teamPage(session) && within(session.project.team?.title || say('menu.team'));
