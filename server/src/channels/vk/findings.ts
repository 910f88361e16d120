import type { Environment, Finding } from '../contract.ts'
import { ChannelError } from '../errors.ts'
import type { VkApi } from './api.ts'
import { unansweredOf } from './comment-calls.ts'
import { isPerson } from './ids.ts'
import { NO_ACCESS } from './refusals.ts'
import { dialogs, done, history, permissions } from './types.ts'

const MESSAGES = 'messages-off'
const BOTS = 'bots-off'

/** VK-05, VK-08. What a community's settings say is told to people only: it is found by trying. */
export async function inspect(api: VkApi, environment: Environment): Promise<Finding[]> {
  const rights = await readRights(api)
  const findings = needed.filter(({ right }) => !rights.includes(right)).map(toFinding)
  // Without the right to messages, everything about them is refused.
  if (rights.includes('messages') && !(await areMessagesOn(api, environment))) {
    findings.push(messagesOff)
  }
  if (environment.memory.bots !== 'on') findings.push(botsOff)
  if (unansweredOf(environment).length > 0) findings.push(commentsUnanswered)
  if (environment.memory.commentsLostAt !== undefined) findings.push(commentsLost)
  return findings
}

/** https://dev.vk.com/ru/method/groups.setSettings */
export async function mend(
  api: VkApi,
  environment: Environment,
  { groupId, code }: { groupId: string; code: string },
): Promise<void> {
  const setting = code === MESSAGES ? 'messages' : 'bots_capabilities'
  const params = { group_id: groupId, [setting]: 1 }
  await api.call({ method: 'groups.setSettings', params, result: done })
  await environment.remember(code === MESSAGES ? { messages: 'on' } : { bots: 'on' })
}

export async function readRights(api: VkApi): Promise<string[]> {
  return api.call({ method: 'groups.getTokenPermissions', result: permissions })
}

/**
 * Off, every dialog is closed to us. With no dialog to try, we know it only where we have switched
 * them on ourselves.
 */
async function areMessagesOn(api: VkApi, { memory }: Environment): Promise<boolean> {
  try {
    const { items } = await api.call({
      method: 'messages.getConversations',
      params: { count: 20 },
      result: dialogs,
    })
    const peer = items.find(({ conversation }) => isPerson(conversation.peer.id))?.conversation.peer
    if (!peer) return memory.messages === 'on'
    const params = { peer_id: peer.id, count: 1 }
    await api.call({ method: 'messages.getHistory', params, result: history })
    return true
  } catch (error) {
    if (error instanceof ChannelError && error.code === NO_ACCESS) return false
    throw error
  }
}

const PATH = 'Настройки сообщества → Сообщения → Настройки для бота'

const messagesOff: Finding = {
  code: MESSAGES,
  severity: 'blocks',
  words: {
    ru: 'Нужно, чтобы сообщения сообщества были включены: без них писать вам нельзя. Включите их здесь или во ВКонтакте: Настройки сообщества → Сообщения',
    en: 'The community’s messages have to be on: without them nobody can write to you. Switch them on here or in VK: Настройки сообщества → Сообщения',
  },
  mending: { ru: 'Включить сообщения', en: 'Switch messages on' },
}

const botsOff: Finding = {
  code: BOTS,
  severity: 'limits',
  words: {
    ru: `Для кнопок и оценки нужны возможности ботов. Включите их здесь или во ВКонтакте: ${PATH}`,
    en: `Buttons and ratings need bot capabilities. Switch them on here or in VK: ${PATH}`,
  },
  mending: { ru: 'Включить возможности ботов', en: 'Switch bot capabilities on' },
  hides: 'buttons',
}

const commentsUnanswered: Finding = {
  code: 'comments-unanswered',
  severity: 'limits',
  words: {
    ru: 'Ключ сообщества не даёт отвечать под товарами, фото, видео и в обсуждениях. Укажите ключ администратора или отвечайте в личные сообщения',
    en: 'The community’s key does not let you answer under goods, photos, videos and in topics. Add an administrator’s key, or answer in private messages',
  },
}

const commentsLost: Finding = {
  code: 'comments-lost',
  severity: 'limits',
  words: {
    ru: 'Комментарии, которые пришли без связи с ВКонтакте, не догрузились: по ключу администратора их не отдали. Проверьте ключ и посмотрите свежие комментарии в сообществе',
    en: 'Comments that came while there was no connection to VK were not fetched: the administrator’s key did not get them. Check the key, and look at the latest comments in the community',
  },
}

interface Right {
  right: string
  severity: Finding['severity']
  /** As the page where keys are made calls it. */
  name: string
  en: string
}

const toFinding = ({ right, severity, name, en }: Right): Finding => ({
  code: `no-${right}`,
  severity,
  words: {
    ru: `У ключа нет права «${name}». Создайте ключ с этим правом и впишите его в канал`,
    en: `The key has no right to ${en} («${name}» in VK). Create a key that has it and enter it here`,
  },
})

const needed: readonly Right[] = [
  { right: 'messages', severity: 'blocks', name: 'Сообщения сообщества', en: 'messages' },
  { right: 'manage', severity: 'blocks', name: 'Управление сообществом', en: 'management' },
  { right: 'photos', severity: 'limits', name: 'Фотографии', en: 'photos' },
  { right: 'docs', severity: 'limits', name: 'Файлы', en: 'files' },
  { right: 'wall', severity: 'limits', name: 'Стена', en: 'the wall' },
]
