import type { TemplateContent, TemplateValues } from './templates.ts'

const VARIABLE = /\{\{\s*([\p{L}\d_]+)\s*\}\}/gu

/** A variable of a template: `key` names it among all, `name` stands in the braces. */
export interface TemplateVariable {
  key: string
  place: 'header' | 'body' | `buttons.${number}`
  name: string
}

type Texts = Pick<TemplateContent, 'header' | 'body' | 'buttons'>

/** Every variable once, in the order in which they stand. Each place numbers its own. */
export function templateVariables({ header, body, buttons }: Texts): TemplateVariable[] {
  const links = buttons.map(
    (button, index) => [`buttons.${index}`, button.kind === 'url' ? button.url : ''] as const,
  )
  const places: (readonly [TemplateVariable['place'], string])[] = [
    ['header', header?.kind === 'text' ? header.text : ''],
    ['body', body],
    ...links,
  ]
  return places.flatMap(([place, text]) => {
    const names = [...text.matchAll(VARIABLE)].map(([, name = '']) => name)
    return [...new Set(names)].map((name) => ({ key: `${place}.${name}`, place, name }))
  })
}

/** The same with its variables filled in; one without a value stays as it is. */
export function fillTemplate<Content extends Texts>(
  content: Content,
  values: TemplateValues,
): Content {
  const fill = (place: string, text: string) =>
    text.replace(VARIABLE, (braces, name: string) => values[`${place}.${name}`] ?? braces)
  const { header } = content
  return {
    ...content,
    ...(header?.kind === 'text' && { header: { ...header, text: fill('header', header.text) } }),
    body: fill('body', content.body),
    buttons: content.buttons.map((button, index) =>
      button.kind === 'url' ? { ...button, url: fill(`buttons.${index}`, button.url) } : button,
    ),
  }
}
