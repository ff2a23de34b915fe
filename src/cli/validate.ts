import { readArguments } from './arguments.ts';
import { exitCodes, notValid } from './complaint.ts';
import { openWithData } from './experimentFile.ts';

/** `unfold validate FILE`; for a program, the experiment with all defaults, what its own cells were found to be, and the columns of its data. @throws Complaint with everything that is wrong */
export async function validate(args: string[]): Promise<number> {
  const { file, values: { json } } = readArguments(args, { json: { type: 'boolean', default: false } });
  if (file === undefined) throw notValid('Which experiment? unfold validate FILE');
  const { experiment, data: { inputSize, outputSize, sourceSize, contextSize } } = await openWithData(file, { begins: true });
  console.log(json ? JSON.stringify({ experiment, sizes: { inputSize, outputSize, sourceSize, contextSize } }) : `${file} is valid.`);
  return exitCodes.done;
}
