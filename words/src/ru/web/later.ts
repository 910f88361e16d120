/** «Отправить позже». */
export const later = {
  title: 'Когда отправить',
  set: 'Выбрать',
  companyClock: (city: string, time: string) =>
    `Утро и вечер — по времени компании: ${city}, сейчас ${time}. Справа ваше время`,
  window: (until: string) =>
    `Окно ответа закроется ${until}. Позже уйдёт, только если клиент напишет ещё`,
  list: 'Отложенные сообщения',
  leaves: (at: string) => `Уйдёт ${at}`,
  notSent: (reason: string) => `Не отправлено: ${reason}`,
  edit: 'Изменить',
  sendNow: 'Отправить сейчас',
  drop: 'Удалить отложенное сообщение',
  text: 'Текст',
  when: 'Когда отправить',
  empty: 'Напишите текст',
}
