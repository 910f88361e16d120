import { plural } from './plural.ts'

/** What a sentence of the check names: a limit, a channel, a label. */
type Facts = Readonly<Record<string, string | number>>

/** The builder around the steps: its head, its canvas, saving and publishing. */
export const builder = {
  draftSaved: (time: string) => `черновик сохранён ${time}`,
  draftSaving: 'сохраняем черновик',
  draftWaits: 'черновик ещё не сохранён',
  draftFailed: 'Черновик не сохранён',
  draftWrong: (step: string) => `Черновик не сохранён: исправьте шаг «${step}»`,
  ahead: 'изменения не опубликованы',
  never: 'ещё не опубликован',
  same: 'опубликован без изменений',
  openStep: 'Открыть шаг',
  unsaved: 'черновик сценария',
  try: 'Проверить',
  publish: 'Опубликовать',
  publishing: 'Публикуем',
  published: (name: string) => `Чат-бот «${name}» опубликован. Начатые обращения идут по прежнему`,
  mendFirst: (count: number) =>
    `Опубликовать пока нельзя: исправьте ${plural(count, 'шаг', 'шага', 'шагов')}`,
  conflict: 'Черновик изменил кто-то ещё',
  conflictBy: (name: string) => `Черновик изменил ${name}`,
  conflictByAt: (name: string, time: string) => `Черновик изменил ${name} в ${time}`,
  conflictHelp: 'Ваши изменения на месте и ещё не сохранены',
  undo: 'Отменить',
  redo: 'Вернуть',
  exportFile: 'Сохранить в файл',
  importFile: 'Взять из файла',
  imported: (name: string) => `Сценарий взят из файла ${name}`,
  views: { canvas: 'Схема', list: 'Список' },
  view: 'Вид сценария',
  canvas: 'Схема сценария',
  canvasKeys:
    'Tab — следующий шаг, Enter — настройки, стрелки — переместить, Delete — удалить, Ctrl C и Ctrl V — скопировать и вставить, Ctrl D — повторить',
  step: 'шаг',
  steps: 'Шаги',
  addStep: 'Добавить шаг',
  added: (name: string) => `Добавлен шаг «${name}»`,
  pasted: (count: number) => `Вставлено: ${plural(count, 'шаг', 'шага', 'шагов')}`,
  removed: (count: number) => `Удалено: ${plural(count, 'шаг', 'шага', 'шагов')}`,
  cannotPaste: 'В скопированном нет шагов чат-бота',
  zoomIn: 'Увеличить',
  zoomOut: 'Уменьшить',
  zoomWhole: 'Показать весь сценарий',
  zoomReset: (share: string) => `Масштаб ${share}, вернуть 100 %`,
  start: 'Начало',
  startHelp: 'Клиент написал первое сообщение',
  emptyTitle: 'В сценарии пока нет шагов',
  emptyHelp: 'Добавьте первый шаг: с него начнётся разговор',
  problemOf: (part: string, sentence: string) => `${part}: ${sentence}`,
  moreProblems: (count: number) => `Ещё ${plural(count, 'замечание', 'замечания', 'замечаний')}`,
  problems: (count: number) => plural(count, 'замечание', 'замечания', 'замечаний'),
  noProblems: 'Замечаний нет',
  problemsTitle: 'Что проверить',
  whole: 'Весь сценарий',
  current: 'Чат-бот сейчас здесь',
}

/** What the check found; facts name a limit, a channel, a label. */
export const problems = {
  'no-start': () => 'Сценарий ни с чего не начинается: соедините «Начало» с шагом',
  'loose-end': () => 'Дальше шага нет: обращение останется у чат-бота',
  unreachable: () => 'Сюда не ведёт ни один шаг: клиенты его не увидят',
  'unknown-step': () => 'Ведёт к шагу, которого нет',
  'duplicate-step': () => 'Два шага с одним и тем же именем',
  'endless-loop': () => 'Шаги ходят по кругу без слова клиента: обращение получит резерв',
  'no-text': () => 'Нет текста: клиент ничего не увидит',
  'no-options': () => 'Нет ни одного варианта',
  'same-options': ({ label }: Facts) => `Вариант «${label}» уже есть`,
  'too-many-options': ({ channel, limit, instead }: Facts) =>
    instead === 'lines'
      ? `Кнопок больше ${limit}: ${channel} покажет варианты строками`
      : `Кнопок больше ${limit}: остальных ${channel} не покажет`,
  'long-label': ({ channel, limit, instead }: Facts) =>
    instead === 'lines'
      ? `Подпись длиннее ${limit} символов: ${channel} покажет варианты строками`
      : `Подпись длиннее ${limit} символов: ${channel} обрежет её`,
  'no-receiver': () => 'Не выбрано, кому передать',
  'no-such-operator': () => 'Такого сотрудника больше нет',
  'no-such-team': () => 'Такой группы больше нет',
  'no-such-bot': () => 'Такого чат-бота нет',
  'no-such-template': () => 'Такого шаблона нет, или он не одобрен',
  'no-such-channel': () => 'Такого канала больше нет',
  'no-such-file': () => 'Файла больше нет',
  'wrong-url': () => 'Адрес запроса не годится: нужен полный, в имени сайта переменных не бывает',
  'host-not-allowed': ({ host }: Facts) =>
    `${host} — внутри сети: такой адрес разрешает тот, кто обслуживает установку`,
  'wrong-header': ({ name }: Facts) => `Заголовок «${name}» не годится`,
  'wrong-body': () => 'Тело запроса не годится: у GET его нет, у остальных нужен JSON',
  'unknown-variable': ({ name }: Facts) =>
    `Переменную {{${name}}} никто не записывает: она останется пустой`,
  'no-test': () => 'Не сказано, с чем сравнить',
  'missing-values': ({ count }: Facts) => `Не заполнено переменных шаблона: ${count}`,
}
