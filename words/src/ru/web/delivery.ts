import { plural } from './plural.ts'

/** «Как доставлялось»: what became of each call of the platform. */
export const delivery = {
  title: 'Как доставлялось',
  failed: 'Узнать, как доставлялось, не удалось',
  nothing: 'Записей нет: они хранятся 30 дней',
  kinds: { message: 'Сообщение', edit: 'Изменение текста', deletion: 'Удаление у клиента' },
  part: (number: number, of: number) => `часть ${number} из ${of}`,
  states: {
    queued: 'Ждёт отправки',
    sending: 'Отправляется',
    sent: 'Принято платформой',
    failed: 'Не доставлено',
    unknown: 'Возможно доставлено',
    cancelled: 'Отменено до отправки',
  },
  attempt: (number: number) => `Попытка ${number}`,
  results: {
    sending: 'Ждём ответа платформы',
    sent: 'Платформа приняла',
    retry: 'Не принято, повторяем',
    failed: 'Не принято окончательно',
    unknown: 'Платформа не ответила, сообщение могло дойти',
  },
  took: (duration: string) => `за ${duration}`,
  next: (moment: string) => `Следующая попытка ${moment}`,
  until: (moment: string) => `Пробуем до ${moment}`,
  code: (code: string) => `код ${code}`,
  said: (words: string) => `Платформа ответила: «${words}»`,
  externalIds: (ids: string) => `У платформы: ${ids}`,
  attempts: (count: number) => plural(count, 'попытка', 'попытки', 'попыток'),
}
