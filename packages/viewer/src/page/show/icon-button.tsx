import type { JSX } from 'preact';
import { Icon, type IconName } from './icon.tsx';

interface IconButtonProps {
  readonly icon: IconName;
  /** What it does, for those who do not see the icon. */
  readonly label: string;
  /** Shown while the pointer is on it: with its key, where it has one. */
  readonly title?: string;
  readonly class?: string;
  readonly onClick: () => void;
}

export function IconButton({ icon, label, title, class: look = 'icon-button', onClick }: IconButtonProps): JSX.Element {
  return (
    <button type="button" class={look} aria-label={label} title={title} onClick={onClick}>
      <Icon name={icon} />
    </button>
  );
}
