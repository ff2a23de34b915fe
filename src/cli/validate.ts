import { readArguments } from './arguments.ts';
import { exitCodes, notValid } from './complaint.ts';
import { openExperiment } from './experimentFile.ts';

/** `unfold validate FILE` @throws Complaint with everything that is wrong */
export async function validate(args: string[]): Promise<number> {
  const { file } = readArguments(args, {});
  if (file === undefined) throw notValid('Which experiment? unfold validate FILE');
  await openExperiment(file);
  console.log(`${file} is valid.`);
  return exitCodes.done;
}
