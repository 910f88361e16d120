import { request } from '../../../api/request.ts'

const path = '/api/v1/push/subscription'

export function saveSubscription(subscription: PushSubscription): Promise<void> {
  const { endpoint, keys } = subscription.toJSON()
  return request(path, { method: 'PUT', body: { endpoint, keys } })
}

export function forgetSubscription(): Promise<void> {
  return request(path, { method: 'DELETE' })
}
