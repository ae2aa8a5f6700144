import type { ComponentProps } from 'react';
import './button.css';

type Props = Omit<ComponentProps<'button'>, 'type'> & {
  look?: 'plain' | 'quiet' | 'strong' | 'danger' | 'icon' | 'link';
  /** Sends the form it stands in. */
  submit?: boolean;
  /** Leaves the caret where it is when pressed by mouse: an agent who types goes on typing. */
  keepsCaret?: boolean;
};

/** A button that does nothing but its press. */
export function Button({ look = 'plain', submit = false, keepsCaret = false, className, ...rest }: Props) {
  return (
    <button
      {...rest}
      type={submit ? 'submit' : 'button'}
      className={`button ${className ?? ''}`}
      data-look={look}
      onMouseDown={keepsCaret ? (press) => press.preventDefault() : rest.onMouseDown}
    />
  );
}
