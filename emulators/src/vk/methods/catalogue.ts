import type { Method } from './call.ts'
import { callbackMethods } from './callback-servers.ts'
import { commentListMethods } from './comment-lists.ts'
import { commentMethods } from './comments.ts'
import { executing } from './execute.ts'
import { groupMethods } from './groups.ts'
import { changeMethods } from './messages-change.ts'
import { readMethods } from './messages-read.ts'
import { sendMethod } from './messages-send.ts'
import { placeMethods } from './places.ts'
import { uploadMethods } from './uploads.ts'
import { userMethods } from './users.ts'

const METHODS = new Map<string, Method>(
  [
    ...callbackMethods,
    ...commentMethods,
    ...commentListMethods,
    executing((name) => findMethod(name)),
    ...groupMethods,
    ...changeMethods,
    ...readMethods,
    sendMethod,
    ...placeMethods,
    ...uploadMethods,
    ...userMethods,
  ].map((method) => [method.name, method]),
)

/** Names are case-sensitive; `.json` after them is tolerated. */
export const findMethod = (name: string): Method | undefined =>
  METHODS.get(name.replace(/\.json$/, ''))
