import type { FastifyInstance, FastifyRequest } from 'fastify'
import { ControlError, Fields, getOr404 } from '../fields.ts'
import { numberOf } from './control-routes.ts'
import { wireTemplate } from './edges/templates.ts'
import type { Template } from './model.ts'
import { CATEGORIES } from './model.ts'
import { changeCategory, changeQuality, turn, type Verdict } from './templates/life.ts'
import { aboutNumber } from './webhooks/values.ts'
import type { WhatsApp } from './whatsapp.ts'

type Request = FastifyRequest<{ Params: { line: string; template: string; account: string } }>
type Act = (whatsapp: WhatsApp, template: Template, fields: Fields) => unknown

const ACTS: Record<string, Act> = {
  approve: (whatsapp, template) => turn(whatsapp, template, 'APPROVED'),
  reject: (whatsapp, template, fields) => {
    const explanation = fields.optionalText('explanation')
    turn(whatsapp, template, 'REJECTED', {
      reason: fields.optionalText('reason') ?? 'INVALID_FORMAT',
      ...(explanation !== undefined && {
        explanation: {
          reason: explanation,
          recommendation: fields.optionalText('recommendation') ?? '',
        },
      }),
    })
  },
  pause: (whatsapp, template, fields) =>
    turn(whatsapp, template, 'PAUSED', verdictOf(fields, 'FIRST_PAUSE')),
  unpause: (whatsapp, template, fields) =>
    turn(whatsapp, template, 'APPROVED', verdictOf(fields, 'UNPAUSED')),
  disable: (whatsapp, template, fields) =>
    turn(whatsapp, template, 'DISABLED', verdictOf(fields, 'DISABLED')),
  flag: (whatsapp, template) => turn(whatsapp, template, template.status, {}, 'FLAGGED'),
  reinstate: (whatsapp, template) => turn(whatsapp, template, 'APPROVED', {}, 'REINSTATED'),
  category: (whatsapp, template, fields) => {
    const wanted = fields.text('category')
    const category = CATEGORIES.find((known) => known === wanted)
    if (!category) throw new ControlError(400, `"category" must be one of ${CATEGORIES.join(', ')}`)
    changeCategory(whatsapp, template, category)
  },
  quality: (whatsapp, template, fields) => changeQuality(whatsapp, template, fields.text('score')),
}

function verdictOf(fields: Fields, title: string): Verdict {
  return {
    reason: fields.optionalText('reason') ?? 'NONE',
    title: fields.optionalText('title') ?? title,
    description: fields.optionalText('description') ?? '',
  }
}

/** What Meta's moderators, and Meta itself, do: to templates, numbers and accounts. */
export function addModeratorRoutes(app: FastifyInstance, whatsapp: WhatsApp): void {
  const { registry, publisher } = whatsapp
  const view = (template: Template) => ({ ...wireTemplate(template), account: template.account })
  app.get('/templates', () => registry.templates.list().map(view))
  for (const [name, act] of Object.entries(ACTS))
    app.post(`/templates/:template/${name}`, (request: Request) => {
      const template = getOr404(registry.templates.find(request.params.template), 'template')
      act(whatsapp, template, new Fields(request.body))
      return view(template)
    })
  app.post('/numbers/:line/quality', (request: Request, reply) => {
    const number = numberOf(whatsapp, request)
    const fields = new Fields(request.body)
    const quality = fields.optionalText('quality') ?? number.quality
    number.quality = quality as typeof number.quality
    number.tier = fields.optionalText('tier') ?? number.tier
    registry.numbers.save(number)
    publisher.publish({
      ...{ account: number.account, line: number.id, kind: 'phone_number_quality_update' },
      field: 'phone_number_quality_update',
      value: {
        display_phone_number: number.phone,
        event: fields.optionalText('event') ?? 'ONBOARDING',
        current_limit: number.tier,
      },
    })
    return reply.code(204).send()
  })
  addRaw(app, whatsapp)
}

/** Any update of any field: `account_update`, one nobody has heard of, a whole value. */
function addRaw(app: FastifyInstance, whatsapp: WhatsApp): void {
  app.post('/numbers/:line/updates', (request: Request, reply) => {
    const number = numberOf(whatsapp, request)
    const fields = new Fields(request.body)
    const field = fields.optionalText('field') ?? 'messages'
    const raw = fields.raw('value')
    const value = typeof raw === 'object' && raw !== null ? raw : { note: 'nobody knows this' }
    whatsapp.publisher.publish({
      ...{ account: number.account, line: number.id, field, kind: field },
      value: field === 'messages' ? aboutNumber(number, value) : { ...value },
    })
    return reply.code(204).send()
  })
}
