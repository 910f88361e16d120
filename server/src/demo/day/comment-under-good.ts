import { sandboxCompanies } from '../sandbox-companies.ts'
import { controlOf } from '../sandbox-control.ts'

const asker = { id: 210_700_399, firstName: 'Марк', lastName: 'Игнатьев', hasPhone: false }

/** Somebody asks under a good, as the sandbox’s own page would let them: it comes in like any other. */
export async function commentUnderGood(sandboxUrl: string): Promise<void> {
  const company = sandboxCompanies.find(({ platform }) => platform === 'vk')
  if (!company) return
  const { platform, companies, name } = company
  const control = controlOf(sandboxUrl, platform)
  const all = await control<{ id: number; name: string }[]>(companies)
  const made = all.find((one) => one.name === name)
  if (!made) return
  await control('people', asker)
  const good = { kind: 'market', text: 'Есть в сером цвете? И какая высота сиденья?' }
  await control(`${companies}/${made.id}/people/${asker.id}/comment`, good)
}
