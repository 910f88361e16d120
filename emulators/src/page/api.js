import { lookOf } from './looks.js'

/** Calls the person side of the emulators. */
async function call(method, path, body) {
  const isForm = body instanceof FormData
  const response = await fetch(path, {
    method,
    ...(body !== undefined && { body: isForm ? body : JSON.stringify(body) }),
    ...(body !== undefined && !isForm && { headers: { 'content-type': 'application/json' } }),
  })
  const text = await response.text()
  const answer = text === '' ? undefined : JSON.parse(text)
  if (!response.ok) throw new Error(answer?.error ?? `${response.status}`)
  return answer
}

export const get = (path) => call('GET', path)
export const post = (path, body = {}) => call('POST', path, body)
export const patch = (path, body) => call('PATCH', path, body)
export const remove = (path) => call('DELETE', path)

const control = (platform) => `/${platform}/_control`

const companies = (platform) => `${control(platform)}/${lookOf(platform).companies}`

const chatOf = ({ platform, company, person }) =>
  `${companies(platform)}/${company.id}/people/${person.id}`

export const listCompanies = (platform) => get(companies(platform))
export const createCompany = (platform, body) => post(companies(platform), body)
export const createPerson = (platform, body) => post(`${control(platform)}/people`, body)

export const changePerson = ({ platform, person }, body) =>
  patch(`${control(platform)}/people/${person.id}`, body)

export const getChat = ({ platform, company, person }) =>
  get(`${companies(platform)}/${company.id}/chats/${person.id}?limit=120`)

export const act = (phone, action, body) => post(`${chatOf(phone)}/${action}`, body)

export const fileUrl = ({ platform, company }, fileId) =>
  `${companies(platform)}/${company.id}/files/${fileId}`

const faultsOf = ({ platform, company }) => `${companies(platform)}/${company.id}/faults`

export const listFaults = (phone) => get(faultsOf(phone))
export const addFault = (phone, fault) => post(faultsOf(phone), fault)
export const removeFault = (phone, fault) => remove(`${faultsOf(phone)}/${fault.id}`)

/** Tells the names of what has changed, and whether the line is up. */
export function listen(onTopics, onState) {
  const source = new EventSource('/_control/events')
  source.onmessage = (event) => onTopics(JSON.parse(event.data))
  source.onopen = () => onState(true)
  source.onerror = () => onState(false)
}
