/** A text as people mean it: «Ещё  ДА » is «еще да». */
export const plain = (text: string): string =>
  text.trim().toLowerCase().replaceAll('ё', 'е').replace(/\s+/g, ' ')

export const areAlike = (one: string, other: string): boolean => plain(one) === plain(other)

/** At most so many UTF-16 units, and no half of a character. */
export const cut = (text: string, most: number): string =>
  text.length <= most ? text : text.slice(0, most).replace(/[\ud800-\udbff]$/, '')
