import type { LabSection } from '../../src/protocol/lab.ts';

/** Which parts of the page are open. */
export type Open = readonly LabSection[];

/** Those that are quick, at first: of a thousand units the others take many seconds. */
export const openAtFirst: Open = ['states', 'echo', 'spectrum'];

export interface SectionsProps {
  readonly open: Open;
  readonly onOpen: (open: Open) => void;
}

/** For the `details` of a part: whether it is open, and what opening and closing does. */
export function section({ open, onOpen }: SectionsProps, name: LabSection) {
  const isOpen = open.includes(name);
  const onToggle = ({ currentTarget }: { readonly currentTarget: HTMLDetailsElement }): void => {
    if (currentTarget.open !== isOpen) onOpen(currentTarget.open ? [...open, name] : open.filter((each) => each !== name));
  };
  return { open: isOpen, onToggle };
}
