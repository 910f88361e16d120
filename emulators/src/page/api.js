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

export const listBots = (platform) => get(`${control(platform)}/bots`)
export const createBot = (platform, body) => post(`${control(platform)}/bots`, body)
export const createPerson = (platform, body) => post(`${control(platform)}/people`, body)

export const changePerson = ({ platform, person }, body) =>
  patch(`${control(platform)}/people/${person.id}`, body)

export const getChat = ({ platform, bot, person }) =>
  get(`${control(platform)}/bots/${bot.id}/chats/${person.id}?limit=120`)

export const act = ({ platform, bot, person }, action, body) =>
  post(`${control(platform)}/bots/${bot.id}/people/${person.id}/${action}`, body)

export const fileUrl = ({ platform, bot }, fileId) =>
  `${control(platform)}/bots/${bot.id}/files/${fileId}`

export const listFaults = ({ platform, bot }) => get(`${control(platform)}/bots/${bot.id}/faults`)

export const addFault = ({ platform, bot }, fault) =>
  post(`${control(platform)}/bots/${bot.id}/faults`, fault)

export const removeFault = ({ platform, bot }, fault) =>
  remove(`${control(platform)}/bots/${bot.id}/faults/${fault.id}`)

/** Tells the names of what has changed, and whether the line is up. */
export function listen(onTopics, onState) {
  const source = new EventSource('/_control/events')
  source.onmessage = (event) => onTopics(JSON.parse(event.data))
  source.onopen = () => onState(true)
  source.onerror = () => onState(false)
}
