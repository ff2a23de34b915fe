import { ViewColumn, window } from 'vscode';

/** Where a page opens: in the group in front, or in another where a page of VS Code's own is in front there, such as the walkthrough, which sent for it and stays. */
export function pageColumn(): ViewColumn {
  const { activeTabGroup, all } = window.tabGroups;
  const { activeTab } = activeTabGroup;
  const isVSCodes = activeTab !== undefined && activeTab.input === undefined;
  return (isVSCodes ? all.find(group => group !== activeTabGroup)?.viewColumn : undefined) ?? ViewColumn.Active;
}
