/** A company with an owner, who is signed in: returns the cookie. */
export async function setUpCompany(origin: string): Promise<string> {
  const answer = await post(origin, '/api/v1/first-run', {
    companyName: 'Верба Мебель',
    name: 'Анна Соколова',
    email: 'anna@example.com',
    password: 'a long walk by the sea',
  })
  return answer.headers.getSetCookie()[0]?.split(';')[0] ?? ''
}

export async function connectBot(origin: string, cookie: string, token: string): Promise<void> {
  await post(origin, '/api/v1/channels', { kind: 'telegram', settings: { token } }, cookie)
}

async function post(origin: string, path: string, body: object, cookie = ''): Promise<Response> {
  const answer = await fetch(origin + path, {
    method: 'POST',
    headers: { origin, 'content-type': 'application/json', ...(cookie && { cookie }) },
    body: JSON.stringify(body),
  })
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`)
  return answer
}
