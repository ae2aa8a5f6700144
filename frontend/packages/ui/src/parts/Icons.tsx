import { MessageCircle, MessagesSquare, Phone, Smartphone, Video } from 'lucide-react';
import type { Channel } from '../models';

const channels = {
  chat: MessageCircle,
  call: Phone,
  video: Video,
  messaging: MessagesSquare,
  app: Smartphone,
};

/** A channel's sign. The word stands beside it, or is said to those who do not see it. */
export function ChannelIcon({ channel, size = 16 }: { channel: Channel; size?: number }) {
  const Icon = channels[channel];
  return <Icon size={size} strokeWidth={1.9} aria-hidden="true" />;
}

/** The product's mark: two halves of one round, a step apart, facing. */
export function Mark({ size = 20 }: { size?: number }) {
  return (
    <svg className="mark" width={size} height={size} viewBox="0 0 20 20" aria-hidden="true" focusable="false">
      <path className="mark-one" d="M9 1.5a7 7 0 0 0 0 14z" />
      <path className="mark-two" d="M11 4.5a7 7 0 0 1 0 14z" />
    </svg>
  );
}
