// The schema as an editor reads it, for completion, hover and validation as VS Code's JSON support does them.

const quoted = values => values.map(value => `"${value}"`).join(', ');

/** VS Code names only one branch's `kind` when none fits; this names them all. */
function tagsWithMessage(schema) {
  const tag = schema.discriminator.propertyName;
  const branches = schema.oneOf.map(branch => branch.properties?.[tag]).filter(Boolean);
  for (const branch of branches) branch.errorMessage = `Value is not accepted. Valid values: ${quoted(branches.map(b => b.const))}.`;
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
  visit(copy);
  return copy;
}
