import { dirname, join } from 'node:path/posix';
import ts from 'typescript';
import { inRoot, root } from '../lib/paths.mjs';

const isOfTypes = ({ isTypeOnly, importClause, exportClause }) => {
  const named = (importClause?.name ? undefined : importClause?.namedBindings ?? exportClause)?.elements ?? [];
  return isTypeOnly || importClause?.isTypeOnly || (named.length > 0 && named.every(one => one.isTypeOnly));
};

/** @returns the paths that a file imports more than types of: `from`, `export from` and `import()` */
export function importedBy(sourceFile) {
  const found = new Set();
  const add = specifier => {
    if (specifier && ts.isStringLiteral(specifier) && specifier.text.startsWith('.')) found.add(join(dirname(sourceFile.fileName), specifier.text));
  };
  const visit = node => {
    if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) {
      if (!isOfTypes(node)) add(node.moduleSpecifier);
    } else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) add(node.arguments[0]);
    else if (sourceFile.text.includes('import(')) ts.forEachChild(node, visit);
  };
  ts.forEachChild(sourceFile, visit);
  return found;
}

/**
 * Tarjan's strongly connected components.
 * @param graph of each file, what it imports
 * @returns of each file the number of its circle: who imports each other, however indirectly, has the same
 */
export function circlesOf(graph) {
  const [index, low, circle, stack] = [new Map(), new Map(), new Map(), []];
  const visit = file => {
    index.set(file, index.size);
    low.set(file, index.get(file));
    stack.push(file);
    for (const next of graph.get(file) ?? []) {
      if (!index.has(next)) visit(next);
      if (!circle.has(next)) low.set(file, Math.min(low.get(file), low.get(next)));
    }
    if (low.get(file) !== index.get(file)) return;
    for (let member; member !== file;) circle.set(member = stack.pop(), index.get(file));
  };
  for (const file of graph.keys()) if (!index.has(file)) visit(file);
  return circle;
}

const parse = (file, text) => ts.createSourceFile(file, text, ts.ScriptTarget.Latest);

/** Of all files that tsconfig.lint.json names, each read once: it takes what they import, not their types. */
function readImports() {
  const { fileNames } = ts.parseJsonConfigFileContent(ts.readConfigFile(inRoot('tsconfig.lint.json'), ts.sys.readFile).config, ts.sys, root);
  return new Map(fileNames.map(file => [file, importedBy(parse(file, ts.sys.readFile(file)))]));
}

/** Circles as of now: an editor's process lives long, and asks again whenever a file that it shows has changed. @param read what each file imports */
function circlesWith(read) {
  let graph, circles;
  return (file, imports) => {
    graph ??= read();
    const changed = [...imports].join() !== [...graph.get(file) ?? []].join();
    if (changed) graph.set(file, imports);
    if (changed || !circles) circles = circlesOf(graph);
    return circles;
  };
}

/** ESLint rule: no module waits for one that waits for it. Types may go in circles: they are gone when it runs. @param read what each file imports, by its path */
export function cyclesAmong(read) {
  const circlesNow = circlesWith(read);
  return {
    meta: { type: 'problem', schema: [], messages: { circle: '{{source}} imports this file in its turn, by itself or by what it imports' } },
    create(context) {
      const file = context.filename.replaceAll('\\', '/');
      const imports = importedBy(parse(file, context.sourceCode.text));
      const circles = circlesNow(file, imports);
      const check = node => {
        const source = node.source?.value;
        const path = typeof source === 'string' && source.startsWith('.') ? join(dirname(file), source) : undefined;
        if (path && imports.has(path) && path !== file && circles.get(path) === circles.get(file)) context.report({ node, messageId: 'circle', data: { source } });
      };
      return { ImportDeclaration: check, ExportNamedDeclaration: check, ExportAllDeclaration: check, ImportExpression: check };
    },
  };
}

export const cycles = cyclesAmong(readImports);
