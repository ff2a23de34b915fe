import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { noData } from '../../src/host/noData.ts';

interface MenuEntry { readonly command: string; readonly when?: string }

interface Step { readonly id: string; readonly description: string; readonly when?: string; readonly media: { image: Record<string, string>; altText: string }; readonly completionEvents: string[] }

const { contributes, icon, name: extension, publisher } = JSON.parse(readFileSync('package.json', 'utf8')) as {
  icon: string;
  name: string;
  publisher: string;
  contributes: {
    commands: { command: string; category: string; enablement?: string }[];
    menus: Record<string, MenuEntry[]>;
    views: Record<string, { id: string; icon: string; when?: string }[]>;
    viewsContainers: { activitybar: { id: string; icon: string }[] };
    viewsWelcome: { view: string; when: string; contents: string }[];
    walkthroughs: { id: string; steps: Step[] }[];
    configuration: { properties: Record<string, { order: number; scope: string; default: unknown; markdownDescription: string }> };
  };
};

function sources(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap(entry => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? sources(path) : path.endsWith('.ts') ? [readFileSync(path, 'utf8')] : [];
  });
}

const host = sources('src/host').join('\n');
const commands = contributes.commands.map(({ command }) => command);
const steps = contributes.walkthroughs.flatMap(walkthrough => walkthrough.steps);
const events = (kind: string) => steps.flatMap(({ completionEvents }) => completionEvents.flatMap(event => (event.startsWith(`${kind}:`) ? [event.slice(kind.length + 1)] : [])));
const whens = [
  ...steps.map(({ when }) => when), ...events('onContext'),
  ...contributes.commands.map(({ enablement }) => enablement), ...Object.values(contributes.menus).flat().map(({ when }) => when),
  ...contributes.viewsWelcome.map(({ when }) => when), ...Object.values(contributes.views).flat().map(({ when }) => when),
].filter(when => when !== undefined).join(' ');

test('every command has a handler, is of the category Unfold, and is there once', () => {
  const handlers = readFileSync('src/host/commands/commands.ts', 'utf8').split('handlers:')[1]!;
  for (const command of commands) expect(handlers).toMatch(new RegExp(`\\b${command.slice('unfold.'.length)}\\b`));
  expect(new Set(commands).size).toBe(commands.length);
  expect(contributes.commands.every(({ category }) => category === 'Unfold')).toBe(true);
});

test('every menu, welcome view and call within the code names a command that exists', () => {
  const called = [...host.matchAll(/'(unfold\.[a-zA-Z]+)'/g)].map(([, name]) => name!);
  const texts = [...contributes.viewsWelcome.map(({ contents }) => contents), ...steps.map(({ description }) => description)];
  const linked = [...texts.flatMap(text => [...text.matchAll(/command:(?:toSide:)?(unfold\.\w+)/g)].map(([, name]) => name!)), ...events('onCommand')];
  const inMenus = Object.values(contributes.menus).flat().map(({ command }) => command);
  const views = Object.values(contributes.views).flat().map(({ id }) => id);
  const others = [...views, 'unfold.panel', 'unfold.lab', 'unfold.checkpoint', 'unfold.cells', 'unfold.queue', 'unfold.probe', 'unfold.lessonsShown', ...keysSet()];
  for (const name of [...linked, ...inMenus, ...called.filter(name => !others.includes(name))]) expect(commands).toContain(name);
});

function keysSet(): string[] {
  const declared = /type ContextKey =([^;]*);/.exec(host)![1]!;
  return [...declared.matchAll(/'(unfold\.\w+)'/g)].map(([, key]) => key!);
}

test('every key that a when clause asks for is set, and every key that is set is asked for', () => {
  const views = Object.values(contributes.views).flat().map(({ id }) => id);
  const asked = new Set([...whens.matchAll(/unfold\.\w+/g)].map(([key]) => key).filter(key => !views.includes(key)));
  expect([...asked].sort()).toEqual(keysSet().sort());
  for (const key of asked) expect(host).toContain(`setContextKey('${key}'`);
});

test('every viewItem that a menu asks for is given by a tree', () => {
  const asked = [...whens.matchAll(/viewItem == (\S+)/g)].map(([, item]) => item!);
  const given = [...host.matchAll(/contextValue = ([^;]*);/g)].flatMap(([, value]) => [...value!.matchAll(/'([^']+)'/g)].map(([, item]) => item));
  for (const item of asked.filter(item => !item.startsWith('run.'))) expect(given).toContain(item);
});

test('every view has a container, every welcome a view', () => {
  const containers = contributes.viewsContainers.activitybar.map(({ id }) => id);
  expect(Object.keys(contributes.views)).toEqual(containers);
  const views = Object.values(contributes.views).flat().map(({ id }) => id);
  for (const { view } of contributes.viewsWelcome) expect(views).toContain(view);
});

test('a walkthrough of five steps, wherever it is taken that it can be, each with a link, an end, and pictures with words for them', () => {
  const [first, ...others] = contributes.walkthroughs;
  expect(others).toEqual([]);
  const inBrowser = 'isWeb && !remoteName';
  expect(steps.filter(({ when }) => when !== inBrowser).map(({ id }) => id)).toEqual(['open', 'train', 'inside', 'change', 'data']);
  for (const { description, media, completionEvents } of steps) {
    expect(description).toMatch(/\n\[.+\]\(command:(toSide:)?unfold\.\w+\)/);
    expect(completionEvents.every(event => /^on(Command|Context):unfold\./.test(event)) && completionEvents.length > 0).toBe(true);
    expect(Object.keys(media.image)).toEqual(['dark', 'light', 'hc', 'hcLight']);
    for (const picture of Object.values(media.image)) expect(existsSync(picture), picture).toBe(true);
    expect(media.altText.length).toBeGreaterThan(40);
  }
  const opened = contributes.viewsWelcome.flatMap(({ contents }) => [...contents.matchAll(/openWalkthrough\?([^)]*)/g)].map(([, args]) => JSON.parse(decodeURIComponent(args!)) as string));
  opened.push(...[...host.matchAll(/openWalkthrough', '([^']*)'/g)].map(([, walkthrough]) => walkthrough!));
  expect(opened).toHaveLength(3); // two links of the sidebar, and a command for where it lists experiments instead
  expect(new Set(opened)).toEqual(new Set([`${publisher}.${extension}#${first!.id}`]));
});

test('every icon is there', () => {
  const files = [icon, ...contributes.viewsContainers.activitybar.map(entry => entry.icon), ...Object.values(contributes.views).flat().map(entry => entry.icon)];
  for (const file of files) expect(existsSync(file), file).toBe(true);
});

test('settings are ordered, scoped and described', () => {
  const settings = Object.values(contributes.configuration.properties);
  expect(settings.map(({ order }) => order)).toEqual(settings.map((_, index) => index + 1));
  for (const setting of settings) {
    expect(setting.scope).toBeTruthy();
    expect(setting.default).toBeDefined();
    expect(setting.markdownDescription.length).toBeGreaterThan(20);
  }
});

test('the menu of a file that holds no data offers nothing that learns from data, as the palette does not list it', () => {
  const whens = contributes.menus['explorer/context']!.flatMap(({ when }) => (when?.includes('resourceExtname') === true ? [when] : []));
  expect(whens).toHaveLength(2);
  for (const when of whens) {
    const isLeftOut = (name: string) => new RegExp(/!\(resourceFilename =~ \/(.*)\/i\)/.exec(when)![1]!, 'i').test(name);
    for (const name of ['package.json', 'package-lock.json', 'tsconfig.base.json', 'a.unfold.json', 'requirements.txt', 'requirements-dev.txt', 'LICENSE.txt', 'README.txt', 'CMakeLists.txt']) expect([name, isLeftOut(name), noData.test(`/a/${name}`)]).toEqual([name, true, true]);
    for (const name of ['load.csv', 'moby-dick.txt', 'my-package.json', 'all-licenses.txt', 'readme.csv']) expect([name, isLeftOut(name), noData.test(`/a/${name}`)]).toEqual([name, false, false]);
  }
});
