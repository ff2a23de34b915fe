const named = '(?:number|string|boolean|Sizes|Tensor|Random)';
const type = `((?:${named}|typeof \\w+|\\[${named}, ${named}\\]|\\{ \\w+: ${named}; \\w+: ${named} \\})(?:\\[\\])*(?: \\| undefined)?)`;

/** What templates say of types is in comments there, which an editor reads as well. @param template in TypeScript */
export function inJavaScript(template: string): string {
  const imported = Array.from(template.matchAll(/, type (\w+)/g), ([, name]) => name);
  return template
    .replace(/^(.*)\n/, `$1\n// @ts-check\n${imported.length > 0 ? `/** @import { ${imported.join(', ')} } from 'unfold' */\n` : ''}`)
    .replaceAll(/, type \w+/g, '')
    .replaceAll(new RegExp(`\\): ${type}(?= =>| \\{)`, 'g'), ')')
    .replaceAll(new RegExp(`(const \\w+): ${type} =`, 'g'), '/** @type {$2} */ $1 =')
    .replaceAll(new RegExp(`(?<=defineCell\\()\\((\\{.*\\}): ${type}\\)`, 'g'), '(/** @type {$2} */ $1)')
    .replaceAll(new RegExp(`(?<=[(,] ?)(\\w+): ${type}(?=[,)])`, 'g'), '/** @type {$2} */ $1');
}
