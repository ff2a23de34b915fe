/** What columns are called that say when a row was. */
export const isTimeName = (name: string): boolean => /^(t|time|times|date|datetime|timestamp|ds|index|idx|row|step|frame|nr|no|unnamed: 0|)$/i.test(name);

/** What columns are called that are the answer of something. */
export const isOutputName = (name: string): boolean => /^(y|out|outputs?|target|response|label|reading)[_ ]?\d*$/i.test(name);

/** What columns are called that go into something. */
const isInputName = (name: string): boolean => /^(u|x|in|inputs?|stimulus|force|control)[_ ]?\d*$/i.test(name);

/** Of columns that are called as the inputs and the outputs of a system, u and y, and of none besides, which are which. */
export function systemIn(columns: readonly string[]): { readonly inputs: readonly string[]; readonly outputs: readonly string[] } | undefined {
  const [inputs, outputs] = [columns.filter(isInputName), columns.filter(isOutputName)];
  return inputs.length > 0 && outputs.length > 0 && inputs.length + outputs.length === columns.length ? { inputs, outputs } : undefined;
}
