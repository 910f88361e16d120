import { badParameter, GraphError, noSuchObject } from '../errors.ts'
import type { Template } from '../model.ts'
import {
  readCategory,
  readComponents,
  readLanguage,
  readName,
  refuseTemplate,
} from '../templates/check.ts'
import { archive, dropArchived, newTemplateId, review, turn, unarchive } from '../templates/life.ts'
import { type AccountCall, type Edges, paginate, pick, SUCCESS, type TemplateCall } from './call.ts'

const HOUR_MS = 3600_000
const DAY_MS = 24 * HOUR_MS
const MAX_TEMPLATES = 250
const MAX_PER_HOUR = 100
const EDITABLE = ['APPROVED', 'REJECTED', 'PAUSED']

export const ACCOUNT_TEMPLATES: Edges<AccountCall> = {
  'GET message_templates': list,
  'POST message_templates': create,
  'DELETE message_templates': remove,
  'POST message_templates/archive': (call) => move(call, 'archive'),
  'POST message_templates/unarchive': (call) => move(call, 'unarchive'),
}

export const TEMPLATE_EDGES: Edges<TemplateCall> = {
  'GET ': ({ template, query }) => pick(wireTemplate(template), query.fields),
  'POST ': edit,
  'POST unpause': ({ whatsapp, template }) => {
    if (template.status !== 'PAUSED') throw badParameter('The template is not paused.')
    turn(whatsapp, template, 'APPROVED', { title: 'UNPAUSED' })
    return SUCCESS
  },
}

export function wireTemplate(template: Template): Record<string, unknown> {
  const { quality, previousCategory } = template
  return {
    name: template.name,
    parameter_format: template.parameterFormat,
    components: template.components,
    language: template.language,
    status: template.status,
    category: template.category,
    ...(previousCategory && { previous_category: previousCategory }),
    quality_score: { score: quality.score, date: Math.floor(quality.at / 1000) },
    rejected_reason: template.rejectedReason,
    id: template.id,
  }
}

function list(call: AccountCall): object {
  const { whatsapp, account, query } = call
  dropArchived(whatsapp, account.id)
  const isLike = (value: string, wanted: string | undefined) =>
    wanted === undefined || value.toLowerCase() === wanted.toLowerCase()
  const found = whatsapp.registry
    .templatesOf(account.id)
    .filter(
      ({ status, name, language, category }) =>
        isLike(status, query.status) &&
        (query.name === undefined || name.includes(query.name)) &&
        isLike(language, query.language) &&
        isLike(category, query.category),
    )
  return paginate(
    call,
    found.map((template) => pick(wireTemplate(template), query.fields)),
  )
}

function create({ whatsapp, account, body }: AccountCall): object {
  const { registry, network } = whatsapp
  const name = readName(body.name)
  const language = readLanguage(body.language)
  const category = readCategory(body.category)
  const parameterFormat =
    String(body.parameter_format ?? '').toUpperCase() === 'NAMED' ? 'NAMED' : 'POSITIONAL'
  const components = readComponents(body.components, parameterFormat)
  const mine = registry.templatesOf(account.id)
  const now = network.clock.now()
  checkRoom(mine, now)
  checkName(whatsapp, mine, { account: account.id, name, language })
  if (mine.some((other) => other.name === name && other.category !== category))
    throw badParameter('The category must be the same in all languages of a template.')
  const template: Template = {
    ...{ id: newTemplateId(), account: account.id, name, language, category },
    ...{ parameterFormat, components, rejectedReason: 'NONE', status: 'PENDING' as const },
    ...{ quality: { score: 'UNKNOWN', at: now }, createdAt: now, editedAt: [] },
  }
  if (mine.some((other) => textsOf(other) === textsOf(template))) {
    template.status = 'REJECTED'
    template.rejectedReason = 'INVALID_FORMAT'
  }
  registry.templates.save(template)
  network.live.touch('whatsapp/templates')
  review(whatsapp, template)
  return { id: template.id, status: template.status, category }
}

function checkRoom(mine: Template[], now: number): void {
  if (mine.length >= MAX_TEMPLATES)
    throw refuseTemplate(2388019, 'Template limit exceeded', `At most ${MAX_TEMPLATES} templates.`)
  if (mine.filter(({ createdAt }) => now - createdAt < HOUR_MS).length >= MAX_PER_HOUR)
    throw new GraphError(80007, '(#80007) Too many templates were created in the last hour.')
}

function checkName(
  { registry, network }: AccountCall['whatsapp'],
  mine: Template[],
  { account, name, language }: { account: string; name: string; language: string },
): void {
  if (mine.some((other) => other.name === name && other.language === language))
    throw refuseTemplate(
      2388024,
      'Content in this language already exists',
      `There is already ${language} content for this template.`,
    )
  const grave = registry.graves.find(`${account}/${name}`)
  if (grave && grave.until > network.clock.now())
    throw refuseTemplate(
      2388023,
      'Message template language is being deleted',
      `The name ${name} can be used again 30 days after it was deleted.`,
    )
}

/** The same words under another name are a duplicate. */
const textsOf = ({ components, language }: Template) =>
  JSON.stringify([
    language,
    ...components
      .filter(({ type }) => type === 'BODY' || type === 'FOOTER')
      .map(({ text }) => text),
  ])

function edit({ whatsapp, template, body }: TemplateCall): object {
  const { registry, network } = whatsapp
  const now = network.clock.now()
  if (!EDITABLE.includes(template.status))
    throw badParameter(`Templates in status ${template.status} cannot be edited.`)
  if (body.name !== undefined || body.language !== undefined)
    throw badParameter('Name and language of a template cannot be edited.')
  if (template.status === 'APPROVED') {
    if (body.category !== undefined && readCategory(body.category) !== template.category)
      throw badParameter('The category of an approved template cannot be edited.')
    const recent = (ms: number) => template.editedAt.filter((at) => now - at < ms).length
    if (recent(DAY_MS) >= 1 || recent(30 * DAY_MS) >= 10)
      throw badParameter(
        'An approved template can be edited once in 24 hours and 10 times in 30 days.',
      )
  }
  if (body.components !== undefined)
    template.components = readComponents(body.components, template.parameterFormat)
  if (body.category !== undefined) template.category = readCategory(body.category)
  template.editedAt = [...template.editedAt.slice(-9), now]
  template.status = 'PENDING'
  registry.templates.save(template)
  review(whatsapp, template)
  return SUCCESS
}

function remove({ whatsapp, account, query, body }: AccountCall): object {
  const { registry, network } = whatsapp
  const wanted = { ...body, ...query } as Record<string, string>
  if (wanted.name === undefined) throw badParameter('The parameter name is required.')
  const doomed = registry
    .templatesOf(account.id)
    .filter(({ name, id }) => name === wanted.name && (!wanted.hsm_id || id === wanted.hsm_id))
  if (doomed.length === 0) throw noSuchObject(wanted.hsm_id ?? wanted.name, 'delete')
  if (doomed.some(({ status }) => status === 'DISABLED'))
    throw badParameter('A disabled template cannot be deleted.')
  for (const template of doomed) {
    if (template.status === 'APPROVED') {
      const until = network.clock.now() + 30 * DAY_MS
      registry.graves.save({ account: account.id, name: template.name, until })
    }
    registry.templates.drop(template)
  }
  network.live.touch('whatsapp/templates')
  return SUCCESS
}

function move({ whatsapp, account, body }: AccountCall, where: 'archive' | 'unarchive'): object {
  const ids = Array.isArray(body.hsm_ids) ? body.hsm_ids.map(String) : []
  if (ids.length === 0 || ids.length > 100)
    throw badParameter('Param hsm_ids must have 1 to 100 ids.')
  const moved: string[] = []
  const failed: Record<string, string> = {}
  for (const id of ids) {
    const template = whatsapp.registry.templates.find(id)
    const problem =
      template?.account !== account.id
        ? 'Template does not exist'
        : (where === 'archive' ? archive : unarchive)(whatsapp, template)
    if (problem === undefined) moved.push(id)
    else failed[id] = problem
  }
  return { [`${where}d_templates`]: moved, failed_templates: failed }
}
