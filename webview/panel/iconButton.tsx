import { Icon } from '../shared/icon.tsx';

export interface IconButtonProps {
  readonly icon: string;
  /** What it does: its name and its tooltip. */
  readonly label: string;
  readonly disabled?: boolean;
  /** Said after the label in the tooltip, such as why it is disabled. */
  readonly hint?: string | undefined;
  onClick(): void;
}

/** A button that is only an icon. */
export function IconButton({ icon, label, disabled = false, hint, onClick }: IconButtonProps) {
  const title = hint === undefined ? label : `${label}: ${hint}`;
  return (
    <button type="button" class="icon" aria-label={label} title={title} disabled={disabled} onClick={onClick}>
      <Icon svg={icon} />
    </button>
  );
}
