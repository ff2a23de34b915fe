/** One of VS Code's icons. Decoration: what it is on must say in words what it does. @param svg an `import`ed codicon file */
export function Icon({ svg }: { svg: string }) {
  return <span class="codicon" aria-hidden="true" dangerouslySetInnerHTML={{ __html: svg }} />;
}
