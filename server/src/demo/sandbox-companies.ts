type Given = Record<string, unknown>

/** What the demo company is on one platform of the sandbox, and who has a phone there. */
export interface SandboxCompany {
  /** The stand-in, as its addresses begin. */
  platform: string
  kind: string
  /** What the stand-in calls those whom people write to. */
  companies: string
  name: string
  /** Beyond its name. */
  traits: Given
  settings(company: Given): Record<string, string>
  /** What a person calls the company they write to. */
  writesTo(company: Given): Given
  people: Given[]
  /** What the platform has approved, for customers whose reply window is over; as it takes them. */
  templates?: Given[]
}

const name = 'Верба Мебель'
const username = 'verba_mebel_bot'
const byToken = ({ token }: Given) => ({ token: String(token) })
const toBot = ({ id }: Given) => ({ bot: id })

function template(called: string, { text, textExampleParams, buttons }: Written): Given {
  const keys = buttons.map((label) => ({ text: label, buttonType: 'QUICK_REPLY', payload: label }))
  const keyboard = { rows: [{ buttons: keys }] }
  const content = { text, textExampleParams, keyboard }
  return { name: called, language: 'RU', category: 'UTILITY', content }
}

interface Written {
  text: string
  textExampleParams: string[]
  buttons: string[]
}

/** Edna stands for WhatsApp: to people, all its providers are the same messenger. */
export const sandboxCompanies: readonly SandboxCompany[] = [
  {
    ...{ platform: 'telegram', kind: 'telegram', companies: 'bots', name },
    traits: { username },
    settings: byToken,
    writesTo: toBot,
    people: [
      { id: 5000000001, firstName: 'Олег', lastName: 'Тимофеев', username: 'oleg_timofeev' },
      { id: 5000000002, firstName: 'Марина', lastName: 'Ковалёва', username: 'marina_kov' },
      { id: 5000000003, firstName: 'Гульнара', lastName: 'Сафиуллина' },
    ],
  },
  {
    ...{ platform: 'vk', kind: 'vk', companies: 'communities', name },
    traits: { screenName: 'verba_mebel', allowsMarketComments: true },
    settings: byToken,
    writesTo: ({ id }) => ({ community: id }),
    people: [{ id: 210700301, firstName: 'Никита', lastName: 'Власов' }],
  },
  {
    ...{ platform: 'edna', kind: 'whatsapp', companies: 'subjects', name },
    traits: { subject: 'verba_mebel_WA', phone: '74951048000' },
    settings: ({ subject, token }) => ({
      provider: 'edna',
      subject: String(subject),
      token: String(token),
    }),
    writesTo: ({ id }) => ({ line: id }),
    people: [{ name: 'Светлана Егорова', phone: '79160000301' }],
    templates: [
      template('order_on_its_way', {
        text: 'Здравствуйте, {{1}}! Заказ {{2}} уже в пути, курьер позвонит за час до приезда.',
        textExampleParams: ['Светлана', '10482'],
        buttons: ['Всё верно', 'Перенести доставку'],
      }),
      template('order_ready', {
        text: 'Здравствуйте, {{1}}! Заказ {{2}} готов. Когда вам удобно его получить?',
        textExampleParams: ['Светлана', '10482'],
        buttons: ['Сегодня', 'Завтра', 'Позвоните мне'],
      }),
    ],
  },
  {
    ...{ platform: 'viber', kind: 'viber', companies: 'bots', name },
    traits: { username: 'verbamebel' },
    settings: byToken,
    writesTo: toBot,
    people: [{ id: 1000301, firstName: 'Тамара Белова' }],
  },
  {
    ...{ platform: 'max', kind: 'max', companies: 'bots', name },
    traits: { username },
    settings: byToken,
    writesTo: toBot,
    people: [{ id: 3098765901, firstName: 'Руслан', lastName: 'Ибрагимов' }],
  },
]
