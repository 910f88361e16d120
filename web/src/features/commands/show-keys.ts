const names: Readonly<Record<string, string>> = {
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
  ArrowUp: '↑',
  Backquote: '`',
  Backslash: '\\',
  BracketLeft: '[',
  BracketRight: ']',
  Comma: ',',
  Equal: '=',
  Escape: 'Esc',
  Minus: '-',
  Period: '.',
  Quote: "'",
  Semicolon: ';',
  Slash: '/',
}

/** «Alt KeyQ» as it stands on the keys: «Alt Q», on a Mac «⌥ Q». */
export function showKeys(keys: string, isMac = isOnMac()): string {
  if (keys === 'Shift Slash') return '?'
  return keys
    .split(' ')
    .map(isMac ? showMacKey : showKey)
    .join(' ')
}

function showKey(part: string): string {
  return names[part] ?? part.replace(/^(Key|Digit)/, '')
}

function showMacKey(part: string): string {
  return { Ctrl: '⌘', Alt: '⌥', Shift: '⇧' }[part] ?? showKey(part)
}

function isOnMac(): boolean {
  return typeof navigator !== 'undefined' && /Mac|iPhone|iPad/.test(navigator.userAgent)
}
