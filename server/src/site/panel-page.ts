import type { SiteLook } from '@otklik/protocol/settings'
import { type Language, wordsOf } from '@otklik/words'

import type { Site } from './find-site.ts'
import { inkOn } from './look.ts'

/** JSON that a script element may hold: nothing in it ends the element, or a line. */
export function asData(value: unknown): string {
  const marks = { '<': '\\u003c', '\u2028': '\\u2028', '\u2029': '\\u2029' }
  return JSON.stringify(value).replaceAll(/[<\u2028\u2029]/g, (mark) => marks[mark as '<'])
}

/** Only the company's sites may frame it, beside our own designer; nothing of it comes from elsewhere. */
export function panelPolicy(sites: readonly string[]): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' blob:",
    "media-src 'self'",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
    `frame-ancestors 'self' ${sites.join(' ')}`,
  ].join('; ')
}

interface Panel {
  site: Site
  look: SiteLook
  language: Language
  version: string
  questions: string[]
}

/** What the panel has to know before it is drawn. All else comes with its session. */
export interface PanelConfig {
  siteKey: string
  language: Language
  ink: string
  /** Files that this channel takes. */
  maxBytes: number
  questions: string[]
  look: Omit<SiteLook, 'messengers' | 'side' | 'greetingAfterS' | 'language'>
}

export function panelPage({ site, look, language, version, questions }: Panel): string {
  const { messengers: _, side: __, greetingAfterS: ___, language: ____, ...shown } = look
  const { siteWidget: words } = wordsOf(language)
  const config: PanelConfig = {
    siteKey: site.key,
    language,
    ink: inkOn(look.colour),
    maxBytes: site.channel.kind.capabilities.maxFetchBytes,
    questions,
    look: shown,
  }
  const assets = `/widget/assets/${version}`
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
<meta name="robots" content="noindex">
<title>${words.title}</title>
<link rel="stylesheet" href="${assets}/panel.css">
<script type="application/json" id="config">${asData(config)}</script>
<script type="application/json" id="words">${asData(words)}</script>
<script type="module" src="${assets}/panel.js"></script>
</head>
<body><div id="panel"></div></body>
</html>
`
}
