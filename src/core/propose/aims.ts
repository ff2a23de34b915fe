import { indicatorName } from '../spec/indicators.ts';
import { isOutputName, systemIn } from '../spec/systemColumns.ts';
import { listed } from '../spec/wording.ts';
import { named } from './experimentText.ts';
import type { ColumnProfile, TableProfile } from './profile.ts';

/** What is to be said of a table, and from what. */
export interface Aim {
  readonly title: string;
  /** Whose past decides how long a window is. */
  readonly column: ColumnProfile;
  /** Written as `column` and `targets`. */
  readonly names: readonly string[];
  readonly inputs: readonly string[];
  /** Whether what is forecast is read as well, one row before. */
  readonly itself: boolean;
  /** Whether it is a probability of 1. */
  readonly binary: boolean;
}

/** More than so many columns are not read beside the one to forecast unless somebody asks for them. */
const mostInputs = 32;
/** Further columns for which a forecast is proposed, and columns that are forecast all at once. */
const [mostOthers, mostTogether] = [3, 8];

/** The likeliest first: an answer to what goes in, where names say so; a class that rows tell; the next row of the last column, of all, of some others. */
export function aimsOf({ columns }: TableProfile): Aim[] {
  const numbers = columns.filter(({ role }) => role === 'number' || role === 'binary');
  const answers = numbers.filter(({ name }) => isOutputName(name));
  const given = numbers.filter(column => !answers.includes(column));
  const isSystem = systemIn(namesOf(numbers)) !== undefined && oneKind(answers);
  const target = answers.at(-1) ?? numbers.at(-1)!;
  const others = numbers.filter(column => column !== target);
  return [
    ...isSystem ? [answerTo(answers, given)] : [],
    ...columns.filter(({ role }) => role === 'classes').slice(0, 1).map(column => classOf(column, numbers)),
    forecast(target, numbers),
    ...numbers.length >= 2 && numbers.length <= mostTogether && oneKind(numbers) ? [allOf(numbers)] : [],
    ...others.slice(0, mostOthers).map(other => forecast(other, numbers)),
  ];
}

/** All numbers, or all 0 and 1: one loss is for all of them. */
const oneKind = (columns: readonly ColumnProfile[]): boolean => new Set(columns.map(({ role }) => role)).size === 1;
const namesOf = (columns: readonly ColumnProfile[]): string[] => columns.map(({ name }) => name);
const few = (names: readonly string[]): string => (names.length > 3 ? `${names.length} columns` : listed(names.map(named), 'and'));

const answerTo = (answers: readonly ColumnProfile[], given: readonly ColumnProfile[]): Aim => ({
  title: `Answer ${few(namesOf(answers))} to ${few(namesOf(given))}`, column: answers[0]!, names: namesOf(answers), inputs: namesOf(given), itself: false, binary: answers[0]!.role === 'binary',
});

function classOf(column: ColumnProfile, numbers: readonly ColumnProfile[]): Aim {
  const words = column.words!.length === 2 ? column.words!.slice(1) : column.words!;
  return {
    title: `Tell ${named(column.name)} (${few(column.words!)}) from the numbers so far`, column: numbers[0]!,
    names: words.map(word => indicatorName({ column: column.name, word })), inputs: namesOf(numbers).slice(0, mostInputs), itself: false, binary: true,
  };
}

function forecast(column: ColumnProfile, numbers: readonly ColumnProfile[]): Aim {
  const others = numbers.filter(other => other !== column);
  return { title: `Forecast ${named(column.name)} one row ahead`, column, names: [column.name], inputs: others.length <= mostInputs ? namesOf(others) : [], itself: true, binary: column.role === 'binary' };
}

const allOf = (numbers: readonly ColumnProfile[]): Aim => ({
  title: `Forecast ${numbers.length === 2 ? 'both' : `all ${numbers.length}`} columns one row ahead`, column: numbers.at(-1)!, names: namesOf(numbers), inputs: [], itself: true, binary: numbers[0]!.role === 'binary',
});
