import type { Template } from '@otklik/protocol/settings'

/** By its name or its text, whatever the case. */
export function matches({ name, content }: Template, search: string): boolean {
  const wanted = search.trim().toLocaleLowerCase()
  const texts = [name, content.body, content.header?.kind === 'text' ? content.header.text : '']
  return texts.some((text) => text.toLocaleLowerCase().includes(wanted))
}
