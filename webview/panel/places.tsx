import { partsOf } from './partsOf.ts';
import { usePanel } from './useStore.ts';

/** A sentence, the places in a person's files that it names as links to them. */
export function Places({ text }: { readonly text: string }) {
  const { post } = usePanel();
  return (
    <>
      {partsOf(text).map(({ text, place }) => (place
        ? <button type="button" class="link" title="Open this place in an editor" onClick={() => post({ type: 'openPlace', ...place })}>{text}</button>
        : text))}
    </>
  );
}
