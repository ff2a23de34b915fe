// The schema as an editor reads it, for completion, hover and validation as VS Code's JSON support does them.

const quoted = values => values.map(value => `"${value}"`).join(', ');

/** VS Code names only one branch's `kind` when none fits; this names them all. */
function tagsWithMessage(schema) {
  const tag = schema.discriminator.propertyName;
  const branches = schema.oneOf.map(branch => branch.properties?.[tag]).filter(Boolean);
  for (const branch of branches) branch.errorMessage = `Value is not accepted. Valid values: ${quoted(branches.map(b => b.const ?? ownFile))}.`;
}

const ownFile = './cells/NAME.ts';
const aboutOwn = 'A cell of your own: the TypeScript or JavaScript file that makes it, whose path begins with ./ or ../. Whatever stands beside it is handed to the file\'s function as `options`.';

/** A cell of one's own is asked for by its file, with whatever options it takes. */
function ownCellByFile(schema) {
  const branch = schema.definitions.cell.oneOf.find(({ title }) => title === 'OwnCellSpec');
  branch.required = ['kind'];
  branch.properties = { kind: {
    type: 'string', pattern: '^\\.\\.?/.*[^/]\\.[cm]?[jt]s$', description: aboutOwn, defaultSnippets: [{ label: './cells/…', description: 'A cell of your own.', body: './cells/${1:mine}.ts' }],
  } };
}

function visit(node) {
  if (node === null || typeof node !== 'object') return;
  if (typeof node.description === 'string') node.markdownDescription = node.description;
  if (Array.isArray(node.enumDescriptions)) node.markdownEnumDescriptions = node.enumDescriptions;
  if (node.additionalProperties === false) delete node.additionalProperties;
  Object.values(node).forEach(visit);
  if (node.discriminator) tagsWithMessage(node);
}

/** Unknown fields are left to Unfold's own diagnostics, which know the field that was meant. */
export function editorSchema(schema) {
  const copy = structuredClone(schema);
  ownCellByFile(copy);
  visit(copy);
  return copy;
}
