import type { TransferTarget } from '@parley/wire';
import { fits } from '../words';

/** The targets of one kind, under one heading. */
export interface Part {
  heading: 'free' | 'groups' | 'away';
  targets: TransferTarget[];
}

/**
 * The targets that fit what was typed, in their order: every word of it begins the last name, the first name or
 * a skill, whatever the accents. What was not typed fits all.
 */
export function find(targets: readonly TransferTarget[], typed: string): TransferTarget[] {
  return targets.filter((target) => fits([target.name, ...target.skills].join(' '), typed));
}

/** Who is free, the groups, who is away: as the list comes from the server, cut where the kind changes. */
export function parts(targets: readonly TransferTarget[]): Part[] {
  const of = (heading: Part['heading'], fits: (target: TransferTarget) => boolean): Part => ({
    heading,
    targets: targets.filter(fits),
  });
  const all = [
    of('free', (target) => target.kind === 'agent' && target.free),
    of('groups', (target) => target.kind === 'group'),
    of('away', (target) => target.kind === 'agent' && !target.free),
  ];
  return all.filter((part) => part.targets.length > 0);
}

/** One name for a target in a list: agents and groups may share an id. */
export function keyOf(target: TransferTarget): string {
  return `${target.kind} ${target.id}`;
}
