import type { SecondFactorRule } from '@otklik/protocol/settings'

import { request } from '../../../api/request.ts'

type Rule = { isRequired: false } | { isRequired: true; graceDays: number }

export function changeSecondFactorRule(body: Rule): Promise<SecondFactorRule> {
  return request('/api/v1/second-factor-rule', { method: 'PUT', body })
}
