import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';

interface Props {
  icon: LucideIcon;
  title: string;
  name: string;
  children: ReactNode;
}

/** Says across the whole window what stays so until something is done about it. */
export function Banner({ icon: Icon, title, name, children }: Props) {
  return (
    <div className="banner" role="alert" data-testid={name}>
      <Icon size={16} aria-hidden="true" />
      <strong>{title}</strong>
      {children}
    </div>
  );
}
