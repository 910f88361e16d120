import type { User } from './model.ts'
import type { Authorization } from './oauth.ts'

const toText = (text: string) => text.replace(/[&<>"]/g, (sign) => `&#${sign.codePointAt(0)};`)

const page = (title: string, body: string) => `<!doctype html>
<html lang="ru"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<link rel="stylesheet" href="/page/tokens.css"><link rel="stylesheet" href="/page/controls.css">
<link rel="stylesheet" href="/page/vk/oauth.css"></head>
<body><main><p class="mark">Песочница · ВКонтакте</p><h1>${title}</h1>${body}</main></body></html>`

/** What the app may do then, in the person's words. */
const SCOPES: Record<string, string> = {
  groups: 'список ваших сообществ',
  messages: 'сообщения сообщества',
  manage: 'управление сообществом',
  photos: 'фотографии',
  docs: 'файлы',
  wall: 'записи на стене и комментарии',
  market: 'товары',
  video: 'видео',
  offline: 'доступ в любое время',
  'vkid.personal_info': 'имя и фото',
}

interface Choice {
  user: User
  href: string
  /** Names of communities this person is no administrator of. */
  forbidden: string[]
}

/** Asks whether the app may, and as whom: a sandbox has many people and no passwords. */
export function drawConsent(
  wanted: Authorization,
  { names, choices, denyHref }: { names: string[]; choices: Choice[]; denyHref: string },
): string {
  const asked = wanted.scopes.map((scope) => `<li>${toText(SCOPES[scope] ?? scope)}</li>`).join('')
  const whose = names.length > 0 ? `<p>Сообщество: ${toText(names.join(', '))}</p>` : ''
  const people = choices.map(drawChoice).join('')
  return page(
    'Разрешить доступ',
    `<p>Приложение «${toText(wanted.app.name)}» запрашивает:</p><ul>${asked}</ul>${whose}
    <div class="people">${people || '<p>Людей в песочнице пока нет</p>'}</div>
    <a class="button" href="${toText(denyHref)}">Отказать</a>`,
  )
}

function drawChoice({ user, href, forbidden }: Choice): string {
  const name = toText(`${user.firstName} ${user.lastName}`.trim())
  if (forbidden.length === 0)
    return `<a class="button primary" href="${toText(href)}">Продолжить как ${name}</a>`
  return `<p class="barred">${name}: не администратор, ${toText(forbidden.join(', '))}</p>`
}

/** A request that makes no sense is not sent back: its address cannot be trusted. */
export const drawProblem = (problem: string) =>
  page('Вход не получился', `<p><code>${toText(problem)}</code></p>`)
