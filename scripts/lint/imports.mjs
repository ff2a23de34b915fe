import { isBuiltin } from 'node:module';
import { dirname, join, relative, sep } from 'node:path/posix';
import { root } from '../lib/paths.mjs';
import { layers } from './layers.mjs';

const inProject = file => relative(root.replaceAll('\\', '/'), file.replaceAll('\\', '/'));
const packageOf = source => source.split('/').slice(0, source.startsWith('@') ? 2 : 1).join('/');
const isIn = (folder, path) => path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep);

function mayImportPath(layer, path, onlyTypes) {
  const allowed = [layer.within ?? layer.folder, ...layer.values ?? [], ...onlyTypes ? layer.types ?? [] : []];
  return allowed.some(folder => isIn(folder, path));
}

/** @returns whether a file of this layer may import `source`, a path or a package */
function mayImport(layer, file, source, onlyTypes) {
  if (source.startsWith('.')) return mayImportPath(layer, join(dirname(file), source), onlyTypes);
  if (isBuiltin(source)) return layer.node === true;
  return layer.packages.includes(packageOf(source));
}

/** An import whose every name is a type leaves no trace in what runs. */
const isTypeOnly = ({ importKind, exportKind, specifiers = [] }) => importKind === 'type' || exportKind === 'type'
  || (specifiers.length > 0 && specifiers.every(one => one.importKind === 'type' || one.exportKind === 'type'));

/** ESLint rule: the directions of layers.mjs. */
export const directions = {
  meta: { type: 'problem', schema: [], messages: { wrong: '{{folder}} may not import {{source}}{{kind}}: see scripts/lint/layers.mjs' } },
  create(context) {
    const file = inProject(context.filename);
    const layer = layers.find(({ folder }) => file.startsWith(folder));
    if (!layer) return {};
    const check = node => {
      const source = node.source?.value;
      const onlyTypes = isTypeOnly(node);
      if (typeof source !== 'string' || mayImport(layer, file, source, onlyTypes)) return;
      context.report({ node, messageId: 'wrong', data: { folder: layer.folder, source, kind: onlyTypes ? ' (types)' : '' } });
    };
    return { ImportDeclaration: check, ExportNamedDeclaration: check, ExportAllDeclaration: check, ImportExpression: check, TSImportType: check };
  },
};
