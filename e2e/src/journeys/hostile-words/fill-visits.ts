import type { SiteSession } from '@otklik/protocol/settings'

import { type Filling, newId } from './filling.ts'

interface Where {
  siteKey: string
  trackerKey: string
}

/** Visitors of the company's site, whose pages and browsers say what they like of themselves. */
export async function fillVisits(filling: Filling, where: Where) {
  const advertisedId = await comeByAdvertisement(filling, where)
  const { says, w } = filling
  const { token, text } = await writeOnSite(filling, where)
  const { id } = await filling.conversationWhere(({ lastMessage }) => lastMessage?.text === text)
  await filling.ask('POST', `conversations/${id}/assignment`)
  await says(id, { text: w('the answer to a visitor') })
  const rows = [[{ label: w('the button for a visitor'), value: 'no' }]]
  await says(id, { text: w('the question to a visitor'), buttons: { placement: 'inline', rows } })
  return { siteTalkId: id, advertisedId, visitorToken: token }
}

async function writeOnSite({ centre, w }: Filling, { siteKey }: Where) {
  const { server, emulator } = centre
  const page = {
    url: `https://shop.example/?utm_source=${encodeURIComponent(w('the address of a page'))}`,
    ...{ title: w('the title of a page'), referrer: 'https://a.example/' },
  }
  const headers = {
    ...{ origin: server.url, 'content-type': 'application/json' },
    'user-agent': w('the browser of a visitor'),
  }
  const post = async (path: string, body: object, more = {}) => {
    const answer = await fetch(`${server.url}/widget/${siteKey}/${path}`, {
      ...{ method: 'POST', headers: { ...headers, ...more }, body: JSON.stringify(body) },
    })
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`)
    return answer
  }
  const site = new URL(emulator.url).origin
  const session = await post('session', { language: 'ru', site, page })
  const { token } = (await session.json()) as SiteSession
  const answer = { name: w('the visitor', { max: 90 }) }
  const text = w('the message of a visitor')
  const authorization = { authorization: `Bearer ${token}` }
  await post('messages', { clientId: newId(), text, page, answer }, authorization)
  return { token, text }
}

/** A visit with marks of an advertisement, whose number comes with somebody's first message. */
async function comeByAdvertisement(filling: Filling, { trackerKey }: Where): Promise<string> {
  const { centre, w } = filling
  const { server, emulator, bot } = centre
  const marks = new URLSearchParams({
    ...{ utm_source: w('the source of a visit'), utm_medium: w('the medium of a visit') },
    ...{ utm_campaign: w('the campaign of a visit'), utm_term: w('the term of a visit') },
  })
  const answer = await fetch(`${server.url}/tracking/${trackerKey}/visits`, {
    method: 'POST',
    headers: { origin: 'https://shop.example', 'content-type': 'text/plain' },
    body: JSON.stringify({
      ...{ url: `https://shop.example/?${marks}`, referrer: 'https://a.example/' },
      title: w('the title of an advertised page'),
    }),
  })
  if (!answer.ok) throw new Error(`a visit: ${answer.status} ${await answer.text()}`)
  const { number } = (await answer.json()) as { number: string }
  const person = await emulator.makePerson('Олег')
  await emulator.does(bot, person, 'start', { payload: `visit-${number.replace('-', '')}` })
  await emulator.does(bot, person, 'text', { text: 'Есть ли стол из ясеня?' })
  return (await filling.conversationWhere(({ contact }) => contact.name === 'Олег')).id
}
