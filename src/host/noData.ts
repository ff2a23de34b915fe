/** Paths that end as those of data do and hold none, as the explorer's menu leaves them out by their names; and the editor's own. */
export const noData = /\.unfold\.json$|(^|\/)(((package|tsconfig|jsconfig)[^/]*\.json|(requirements|licen[cs]e|readme|cmakelists)[^/]*\.txt)$|\.vscode\/)/i;
