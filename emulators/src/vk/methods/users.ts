import { ApiError, isInvalid } from '../api-error.ts'
import { wireUser } from '../wire.ts'
import { ANY, type Call, findByName, type Method } from './call.ts'

const MAX_IDS = 1000

export const userMethods: Method[] = [{ name: 'users.get', kinds: ANY, run: getUsers }]

/** Those nobody knows are left out; without ids, a person's key tells of the person. */
function getUsers({ vk, params, token }: Call): unknown {
  const names = params.list('user_ids')
  if (names.length > MAX_IDS) throw isInvalid(`user_ids must contain at most ${MAX_IDS} values`)
  if (names.length === 0) {
    const self = vk.world.users.get(token.userId ?? 0)
    return self ? [wireUser(self)] : []
  }
  if (names.every((name) => /^-/.test(name))) throw new ApiError(113)
  return names.flatMap((name) => {
    const id = /^\d+$/.test(name) ? Number(name) : findByName(vk, name)?.id
    const user = vk.world.users.get(id ?? 0)
    return user ? [wireUser(user)] : []
  })
}
