import { counted, formatNumber } from '../spec/wording.ts';
import type { Proposal } from '../spec/proposal.ts';
import { experimentText, quoted, stemOf, steps } from './experimentText.ts';
import type { TextProfile } from './profile.ts';

/** With more of them a byte at a time is cheaper than a character. */
const manyCharacters = 300;
/** Fewer words teach nothing about which follows which. */
const [leastWords, leastKnown] = [20_000, 500];

/** Its next character; of a long text its next word; of any file its next byte. */
export function proposeText(profile: TextProfile, file: string): Proposal[] {
  const { characters, words, bytes, note } = profile;
  const byBytes = proposal(profile, file, 'byte', bytes, characters ? `all ${formatNumber(characters.different)} characters are made of 256 bytes` : 'no UTF-8 text, so that it is read byte by byte');
  if (characters === undefined) return [byBytes];
  const byCharacters = proposal(profile, file, 'character', characters.count, `${formatNumber(characters.different)} different${note === undefined ? '' : `; ${note.replace(/\.$/, '')}`}`);
  const ofWords = words !== undefined && words.count >= leastWords && words.known >= leastKnown
    ? [proposal(profile, file, 'word', words.count, `the ${formatNumber(vocabularyOf(words.known))} most frequent of ${formatNumber(words.different)} are known`)] : [];
  return characters.different > manyCharacters ? [byBytes, byCharacters, ...ofWords] : [byCharacters, ...ofWords, byBytes];
}

const vocabularyOf = (known: number): number => Math.min(10_000, known);

function proposal({ words }: TextProfile, file: string, unit: 'character' | 'word' | 'byte', count: number, told: string): Proposal {
  const { batchSize, tau } = shapeOf(Math.floor(count * 0.9), unit === 'word' ? 32 : unit === 'byte' ? 96 : 64);
  const units = count < 100_000 ? 64 : 128;
  const { lines, every } = steps(count < 100_000 ? 1000 : 3000);
  const of = { character: [], word: [`"unit": "words",`, `"vocabulary": ${vocabularyOf(words?.known ?? 2)}, // every other word is <unk> to the model`], byte: ['"unit": "bytes",'] }[unit];
  const text = experimentText({
    name: `${stemOf(file)} by ${unit}s`, description: `An LSTM reads ${stemOf(file)} one ${unit} at a time, and learns to write like it.`,
    data: ['"kind": "text",', `"file": ${quoted(file)},`, ...of, '"validation": 0.1 // the last tenth is never trained on: it tells learning from learning by heart'],
    model: [`"layers": [{ "cell": { "kind": "lstm" }, "hiddenSize": ${units} }] // a second layer would read the states of the first`],
    training: [
      ...lines, `"batchSize": ${batchSize}, // places in the text that are read side by side`, `"tau": ${tau}, // ${unit}s from which the gradient flows back; the state goes on from window to window`,
      '"optimiser": { "kind": "adam", "learningRate": 0.005 },', '"clip": { "kind": "norm", "threshold": 1 },', `"validateEvery": ${every}`,
    ],
    samples: [`"every": ${every},`, `"length": ${unit === 'word' ? 60 : 200},`, '"temperature": 0.8 // 0 always writes the likeliest; above 1 it stammers'],
  });
  return { title: `Predict the next ${unit}`, model: `LSTM of ${units} units`, reason: `${counted(count, unit)}, ${told}; window ${tau}`, text };
}

/** Streams and a window of which a text to train on has ten at least, where it is long enough for that. */
function shapeOf(length: number, wanted: number): { batchSize: number; tau: number } {
  const tau = Math.max(4, Math.min(wanted, Math.floor(Math.sqrt(length / 10))));
  const batchSize = Math.max(1, Math.min(32, Math.floor(length / (10 * tau))));
  return { batchSize, tau };
}
