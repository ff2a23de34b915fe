import { experimentName } from '../core/spec/read.ts';

/** How the lesson of an experiment is called where a folder holds several experiments: what New Experiment writes. */
export const ownLessonName = (experiment: string): string => `${experimentName(experiment)}.lesson.md`;

/** How a folder's lesson is called, as the gallery has it. */
export const folderLessonName = 'lesson.md';

/** Whether an experiment is called as its folder is, which is then about it. */
export function isCalledAsFolder(experiment: string): boolean {
  const name = experimentName(experiment);
  return experiment.endsWith(`/${name}/${name}.unfold.json`);
}

/** Whether a text names the file of an experiment, of the files in its folder not only another whose name ends so. @param beside the names of those */
export function namesExperiment(text: string, experiment: string, beside: readonly string[]): boolean {
  const name = `${experimentName(experiment)}.unfold.json`;
  const longer = beside.filter(each => each !== name && each.endsWith(name));
  return [text, decoded(text)].flatMap(each => each.split(name).map((after, i, all) => ({ after, said: all.slice(0, i).join(name) + name })).slice(1))
    .some(({ after, said }) => !goesOn.test(after) && endsWithName(said, name) && !longer.some(each => endsWithName(said, each)));
}

/** Of a longer name, as of `net.unfold.json.bak`; a sentence may end after it. */
const goesOn = /^(?:[.-]?[\p{L}\p{N}])/u;

/** In Markdown `_` may stand around it; of a path it is in the same folder. */
const endsWithName = (text: string, name: string): boolean => text.endsWith(name) && /(?:^|[^\p{L}\p{N}._/\\-])_*(?:\.\/)?$/u.test(text.slice(0, -name.length));

/** With what links write as `%20`. */
const decoded = (text: string): string =>
  text.replace(/(?:%[\da-f]{2})+/gi, bytes => new TextDecoder().decode(Uint8Array.from(bytes.slice(1).split('%'), byte => parseInt(byte, 16))));
