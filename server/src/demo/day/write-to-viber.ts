import { sandboxCompanies } from '../sandbox-companies.ts'
import { controlOf } from '../sandbox-control.ts'

const writer = { id: 1_000_399, firstName: 'Зинаида Фомина', hasPhone: false }

/** Viber names its people anew for each company, so nobody told of is met there: somebody writes now. */
export async function writeToViber(sandboxUrl: string): Promise<void> {
  const company = sandboxCompanies.find(({ platform }) => platform === 'viber')
  if (!company) return
  const { platform, companies, name, writesTo } = company
  const control = controlOf(sandboxUrl, platform)
  const all = await control<Record<string, unknown>[]>(companies)
  const made = all.find((one) => one.name === name)
  if (!made) return
  await control('people', { ...writer, languageCode: 'ru', ...writesTo(made) })
  const text = 'Мастер обещал быть с 10 до 12 и не приехал. Он ещё будет сегодня?'
  await control(`${companies}/${String(made.id)}/people/${writer.id}/text`, { text })
}
