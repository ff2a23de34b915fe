/** Does something, and waits for the fit that follows from it. */
export async function fitted(lab, work) {
  await lab.locator('header [role="status"]').evaluate(status => {
    delete status.dataset.seen;
    const observer = new globalThis.MutationObserver(() => {
      if (!status.textContent.startsWith('fitted')) return;
      status.dataset.seen = '';
      observer.disconnect();
    });
    observer.observe(status, { childList: true, characterData: true, subtree: true });
  });
  await work();
  await lab.locator('header [role="status"][data-seen]').waitFor({ timeout: 30_000 });
}
