const entities: Readonly<Record<string, string>> = {
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&amp;': '&',
  '<br>': '\n',
}

/** Some texts come escaped as for a page. Once: what was typed as `&amp;lt;` stays `&lt;`. */
export function toPlainText(text: string = ''): string {
  const plain = text.replaceAll(/&lt;|&gt;|&quot;|&amp;|<br>/g, (found) => entities[found] ?? found)
  // `[id1|Имя]`, `[club1|Название]`: shown as the name alone.
  return plain.replaceAll(/\[(?:id|club|public|event)\d+\|([^\]\n]+)\]/g, '$1')
}
