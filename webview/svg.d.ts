/** The bundler inlines the text of an icon. */
declare module '*.svg' {
  const text: string;
  export default text;
}
