import { type Formatted, linkOf, Writer } from './formatted.ts'

const TYPES: Record<string, string> = {
  i: 'emphasized',
  em: 'emphasized',
  b: 'strong',
  strong: 'strong',
  del: 'strikethrough',
  s: 'strikethrough',
  ins: 'underline',
  u: 'underline',
  pre: 'monospaced',
  code: 'monospaced',
  mark: 'highlighted',
  blockquote: 'quote',
  h1: 'heading',
}
const ENTITIES: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"', nbsp: '\u00a0' }

/** Tags the platform does not know are stripped, what stands between them stays. */
export function readHtml(source: string): Formatted {
  const writer = new Writer()
  const open: { tag: string; from: number; href: string }[] = []
  for (const [piece, closing, name, rest] of source.matchAll(
    /<(\/?)([a-z][a-z0-9]*)\b([^>]*)>|[^<]+|</gi,
  )) {
    const tag = name?.toLowerCase()
    if (!tag) writer.write(decode(piece))
    else if (tag === 'br') writer.write('\n')
    else if (closing) close(writer, open, tag)
    else open.push({ tag, from: writer.length, href: hrefOf(rest ?? '') })
  }
  return writer.finish()
}

function close(
  writer: Writer,
  open: { tag: string; from: number; href: string }[],
  tag: string,
): void {
  const at = open.findLastIndex((one) => one.tag === tag)
  if (at < 0) return
  const { from, href } = open[at]!
  open.splice(at, 1)
  const type = TYPES[tag]
  if (type) writer.mark(type, from)
  else if (tag === 'a' && href !== '') {
    const { type: kind, ...more } = linkOf(href)
    writer.mark(kind, from, more)
  }
}

const hrefOf = (attributes: string) =>
  decode(/\bhref\s*=\s*(?:"([^"]*)"|'([^']*)')/i.exec(attributes)?.slice(1).find(Boolean) ?? '')

function decode(text: string): string {
  return text.replace(/&(?:#(\d+)|#x([0-9a-f]+)|([a-z]+));/gi, (whole, decimal, hex, name) => {
    if (name) return ENTITIES[String(name).toLowerCase()] ?? whole
    const code = decimal ? Number(decimal) : Number.parseInt(String(hex), 16)
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole
  })
}
