import { runCommand } from './workbench.mjs';

/** Runs all that VS Code's Testing view lists, and opens the first of it. @param name of the file that it is to list */
export async function runAllTests(page, name) {
  const rows = page.locator('.test-explorer .monaco-list-row');
  await runCommand(page, 'View: Show Testing');
  await rows.filter({ hasText: name }).first().waitFor();
  await runCommand(page, 'Test: Run All Tests');
  await page.locator('.test-explorer .codicon-testing-passed-icon').first().waitFor({ timeout: 30_000 });
  await rows.first().click();
  await page.keyboard.press('ArrowRight');
  await rows.nth(1).waitFor();
}
