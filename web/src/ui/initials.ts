const legalForms = new Set(['ООО', 'ОАО', 'ЗАО', 'ПАО', 'АО', 'ИП', 'LLC', 'LTD', 'INC'])

/** «Марина Ковалёва» → «МК», «ООО «Стальмонтаж»» → «С»; nothing for «Посетитель 7041». */
export function initialsOf(name: string): string {
  const all = name.match(/\p{L}[\p{L}\p{M}’']*/gu) ?? []
  const named = all.filter((word) => !legalForms.has(word.toLocaleUpperCase()))
  const words = named.length > 0 ? named : all
  if (/\d/.test(name) && words.length < 2) return ''
  const first = words[0]
  const second = words[1]
  return [first, second]
    .map((word) => (word ? String.fromCodePoint(word.codePointAt(0)!) : ''))
    .join('')
    .toLocaleUpperCase()
}
