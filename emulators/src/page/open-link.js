import * as api from './api.js'
import { lookOf } from './looks.js'
import { freeName } from './new-phone.js'
import { lang } from './words.js'

/**
 * Taps a messenger's link, as whoever looks at a company's site would: on their own phone, made at
 * the first link and met again at the next. Undefined where nobody here is meant.
 */
export async function openLink(link, platforms) {
  const found = await findCompany(link, platforms)
  if (!found) return undefined
  const { platform, company, brought } = found
  const key = `visitor/${platform}/${company}`
  const phones = await api.get('/_control/phones')
  const mine = phones.find(
    (phone) =>
      phone.platform === platform &&
      phone.company.id === company &&
      phone.person.id === localStorage.getItem(key),
  )
  const personId = mine?.person.id ?? (await makePerson(platform, { company, phones }))
  localStorage.setItem(key, personId)
  return { platform, company: { id: company }, person: { id: personId }, brought }
}

async function makePerson(platform, { company, phones }) {
  const body = lookOf(platform).newPerson({ name: freeName(phones), company, lang })
  return String((await api.createPerson(platform, body)).id)
}

/** WhatsApp's numbers are met at either of its providers, so every platform is asked. */
async function findCompany(link, platforms) {
  const url = URL.canParse(link) ? new URL(link) : undefined
  for (const { id: platform } of url ? platforms : []) {
    const read = lookOf(platform).readLink?.(url)
    if (!read) continue
    const [[field, name]] = Object.entries(read.company)
    const named = (await api.listCompanies(platform)).find((each) => String(each[field]) === name)
    if (named) return { platform, company: String(named.id), brought: read.brought }
  }
  return undefined
}
