import { createPlatformFetch } from '../lib/platform-fetch.ts'

/** The person side of one of the sandbox's platforms. */
export type Control = <Answer>(path: string, body?: object) => Promise<Answer>

export function controlOf(sandboxUrl: string, platform: string): Control {
  const ask = createPlatformFetch({ allowedHosts: new Set([new URL(sandboxUrl).host]) })
  return async <Answer>(path: string, body?: object) => {
    const answer = await ask(`${sandboxUrl}/${platform}/_control/${path}`, {
      ...(body && {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      }),
    })
    if (!answer.ok) throw new Error(`the sandbox answered ${answer.status} for ${path}`)
    const text = await answer.text()
    return (text ? JSON.parse(text) : undefined) as Answer
  }
}
