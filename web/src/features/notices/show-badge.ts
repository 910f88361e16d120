/** On the icon of the tab and of the installed application. */
export function showBadge(count: number): void {
  const icon = document.querySelector('link[rel="icon"]')
  const address = count > 0 ? '/icon-waiting.svg' : '/icon.svg'
  if (icon && icon.getAttribute('href') !== address) icon.setAttribute('href', address)
  const done = count > 0 ? navigator.setAppBadge?.(count) : navigator.clearAppBadge?.()
  // Where it is not installed there is nothing to put it on.
  void done?.catch(() => undefined)
}
