/** «Марина Ковалёва» → «МК»; nothing when the name has no letters, as «Посетитель 7041» has one. */
export function initialsOf(name: string): string {
  const words = name.match(/\p{L}[\p{L}\p{M}’'-]*/gu) ?? []
  if (/\d/.test(name) && words.length < 2) return ''
  const first = words[0]
  const second = words[1]
  return [first, second]
    .map((word) => (word ? String.fromCodePoint(word.codePointAt(0)!) : ''))
    .join('')
    .toLocaleUpperCase()
}
