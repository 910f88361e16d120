import type { ScenarioInput } from '@otklik/protocol/settings'

/** Says hello, asks what it is about, and hands over with the topic. */
export const greeting: ScenarioInput = {
  format: 1,
  start: 'hello',
  steps: [
    {
      id: 'hello',
      kind: 'message',
      at: { x: 0, y: 0 },
      text: 'Здравствуйте, {{имя клиента}}. Это чат-бот, он поможет быстрее найти нужного сотрудника',
      next: 'topic',
    },
    {
      id: 'topic',
      kind: 'topic',
      at: { x: 380, y: 0 },
      text: 'Что вас интересует?',
      placement: 'inline',
      rules: [
        { id: 'choose', topic: 'Выбор и цены', to: { kind: 'backup' } },
        { id: 'delivery', topic: 'Доставка и сборка', to: { kind: 'backup' } },
        { id: 'return', topic: 'Возврат и гарантия', to: { kind: 'backup' } },
      ],
      otherwise: {
        text: 'Выберите вопрос кнопкой, и сотрудник сразу будет знать, о чём речь',
        times: 1,
        to: { kind: 'backup' },
      },
      silence: { afterMin: 60, next: 'silent' },
    },
    {
      id: 'silent',
      kind: 'hand-over',
      at: { x: 760, y: 200 },
      note: 'Клиент не выбрал тему за час',
      to: { kind: 'backup' },
      summary: 'Клиент не ответил на вопрос о теме. Последнее сообщение: {{сообщение}}',
    },
  ],
}
