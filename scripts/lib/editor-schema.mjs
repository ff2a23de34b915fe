// The schema as an editor reads it, for completion, hover and validation as VS Code's JSON support does them.

const quoted = values => values.map(value => `"${value}"`).join(', ');

/** VS Code names only one branch's `kind` when none fits; this names them all. */
function tagsWithMessage(schema) {
  const tag = schema.discriminator.propertyName;
  const branches = schema.oneOf.map(branch => branch.properties?.[tag]).filter(Boolean);
  for (const branch of branches) branch.errorMessage = `Value is not accepted. Valid values: ${quoted(branches.map(b => b.enum?.[0] ?? ownFile[tag]))}.`;
}

/** Of a union a hover shows what the first branch says of its tag, whatever stands there; what is said of a value is shown for that value alone. */
function sayOfValue(node) {
  Object.assign(node, { enum: [node.const], enumDescriptions: [node.description] });
  delete node.const;
  delete node.description;
}

/** How the file of one's own is named, by the field that names it. */
const ownFile = { kind: './cells/NAME.ts', task: './tasks/NAME.ts' };
const beside = 'whose path begins with ./ or ../. Whatever stands beside it is handed to the file\'s function as `options`.';

/** A field whose value is the path of a file of one's own; what it is, is said of such a path alone. */
function byFile(folder, description) {
  const pattern = '^\\.\\.?/.*[^/]\\.[cm]?[jt]s$';
  return { type: 'string', pattern, if: { pattern }, then: { description }, defaultSnippets: [{ label: `./${folder}/…`, description: `A ${folder.slice(0, -1)} of your own.`, body: `./${folder}/\${1:mine}.ts` }] };
}

/** A cell or a task of one's own is asked for by its file, with whatever options it takes. */
function ownByFile({ definitions }) {
  const cell = definitions.cell.oneOf.find(({ title }) => title === 'OwnCellSpec');
  cell.required = ['kind'];
  cell.properties = { kind: byFile('cells', `A cell of your own: the TypeScript or JavaScript file that makes it, ${beside}`) };
  const task = definitions.data.oneOf.find(({ title }) => title === 'TaskData').oneOf.find(({ title }) => title === 'OwnTask');
  const { kind, validationSequences } = task.properties;
  task.required = ['kind', 'task'];
  task.properties = { kind, task: byFile('tasks', `A task of your own: the TypeScript or JavaScript file that draws its sequences, ${beside}`), validationSequences };
}

/** VS Code says of a version that is none only which type or number it should have. */
function versionWithMessage({ version }) {
  const { default: current, description } = version;
  return { enum: Array.from({ length: current }, (_, i) => i + 1), default: current, description, errorMessage: `This Unfold reads versions 1 to ${current} of the file format: write ${current}, or leave \`version\` out. A higher one is of a newer Unfold: update Unfold.` };
}

function visit(node) {
  if (node === null || typeof node !== 'object') return;
  if (typeof node.title === 'string') delete node.title; // the name of a type, which a hover would begin with
  if (node.const !== undefined) sayOfValue(node);
  if (typeof node.description === 'string') node.markdownDescription = node.description;
  if (Array.isArray(node.enumDescriptions)) node.markdownEnumDescriptions = node.enumDescriptions;
  if (node.additionalProperties === false) delete node.additionalProperties;
  Object.values(node).forEach(visit);
  if (node.discriminator) tagsWithMessage(node);
}

/** Unknown fields are left to Unfold's own diagnostics, which know the field that was meant. */
export function editorSchema(schema) {
  const copy = structuredClone(schema);
  ownByFile(copy);
  copy.properties.version = versionWithMessage(copy.properties);
  visit(copy);
  return copy;
}
