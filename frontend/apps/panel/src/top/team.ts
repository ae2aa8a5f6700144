import { target } from '@parley/ui';
import type { Panel } from '@parley/wire';

/** The address of the team's page, where it has one that may be opened. */
export const teamPage = ({ project }: Panel['session']): string | undefined =>
  target(project.team?.page ?? '') || undefined;
