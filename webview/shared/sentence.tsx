/** Words with numbers as 6.67e-5, which would be taken apart at their hyphen where a line ends. */
export function Sentence({ text }: { readonly text: string }) {
  return <>{text.split(/(\S*\de-\d\S*)/).map((part, i) => (i % 2 === 1 ? <span class="unbroken">{part}</span> : part))}</>;
}
