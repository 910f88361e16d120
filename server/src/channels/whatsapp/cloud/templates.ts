import type {
  OwnFiles,
  PlatformTemplate,
  TemplateDraft,
  TemplateStanding,
  Templates,
} from '../../contract.ts'
import { ChannelError } from '../../errors.ts'
import { present } from '../../kit/present.ts'
import { typeOf } from '../media.ts'
import type { CloudSettings } from '../settings.ts'
import { toCategory, toState } from '../templates.ts'
import { callTimeoutMs, type GraphApi } from './api.ts'
import { isNamed, toComponents, toTemplateContent } from './template-content.ts'
import {
  archived,
  submitted,
  type template,
  templates,
  uploadHandle,
  uploadSession,
} from './types.ts'

const FIELDS = 'id,name,status,category,language,components,parameter_format,rejected_reason'
const MOST_PAGES = 100
/** Archives are kept elsewhere than everything else. */
const ARCHIVE_HOSTS: Readonly<Record<string, string>> = {
  'https://graph.facebook.com': 'https://api.facebook.com',
}

interface Where {
  api: GraphApi
  settings: CloudSettings
  apiUrl: string
}

/** https://developers.facebook.com/docs/whatsapp/business-management-api/message-templates */
export const templatesOf = (where: Where): Templates => ({
  list: () => list(where),
  submit: (draft, files) => submit(where, draft, files),
  archive: ({ externalId }) => archive(where, externalId),
})

async function list({ api, settings }: Where): Promise<PlatformTemplate[]> {
  const path = `${settings.accountId}/message_templates`
  const found: PlatformTemplate[] = []
  let after: string | undefined
  for (let page = 0; page < MOST_PAGES; page++) {
    const query = { fields: FIELDS, limit: '100', ...(after && { after }) }
    const { data, paging } = await api.call({ method: 'GET', path, query, result: templates })
    found.push(...data.map(toPlatformTemplate))
    after = paging?.next === undefined ? undefined : paging.cursors?.after
    if (after === undefined) break
  }
  return found
}

function toPlatformTemplate(each: typeof template._output): PlatformTemplate {
  const { id: externalId, name, language, status, category, components, rejected_reason } = each
  return {
    externalId,
    name,
    language,
    category: toCategory(category),
    state: toState(status),
    ...toTemplateContent(components),
    ...present({ reason: reasonIn(rejected_reason) }),
  }
}

/** A word for nothing stands where there is no reason. */
export const reasonIn = (reason: string | undefined): string | undefined =>
  reason === undefined || /^(none|)$/i.test(reason) ? undefined : reason

async function submit(
  where: Where,
  { name, language, category, content }: TemplateDraft,
  files: OwnFiles,
): Promise<TemplateStanding & { externalId: string }> {
  const { api, settings } = where
  const { header } = content
  const sample = header && header.kind !== 'text' ? header.sampleFileId : undefined
  const handle = sample === undefined ? undefined : await uploadSample(where, sample, files)
  const body = {
    name,
    language,
    category: category.toUpperCase(),
    parameter_format: isNamed(content) ? 'NAMED' : 'POSITIONAL',
    components: toComponents(content, handle),
  }
  const path = `${settings.accountId}/message_templates`
  const call = { method: 'POST', path, body, isSending: true } as const
  const { id, status = 'PENDING', ...answer } = await api.call({ ...call, result: submitted })
  return {
    externalId: id,
    state: toState(status),
    category: toCategory(answer.category ?? category),
  }
}

/**
 * https://developers.facebook.com/docs/graph-api/guides/upload: a session of the app, the bytes, and
 * a handle that stands for them in the example.
 */
async function uploadSample(
  { api, settings }: Where,
  id: string,
  files: OwnFiles,
): Promise<string> {
  const { file, stream } = await files.openFile(id)
  const query = {
    file_length: String(file.bytes),
    file_type: typeOf(file.mime) || 'application/octet-stream',
    file_name: file.name,
  }
  const signal = AbortSignal.timeout(callTimeoutMs.file)
  const path = `${settings.appId}/uploads`
  const session = await api.call({ method: 'POST', path, query, result: uploadSession, signal })
  const form = { contentType: query.file_type, contentLength: file.bytes, body: stream }
  const call = { method: 'POST', path: session.id, headers: { file_offset: '0' }, form } as const
  return (await api.call({ ...call, result: uploadHandle, signal })).h
}

async function archive({ api, settings, apiUrl }: Where, externalId: string): Promise<void> {
  const { failed_templates = {} } = await api.call({
    method: 'POST',
    base: ARCHIVE_HOSTS[apiUrl] ?? apiUrl,
    path: `${settings.accountId}/message_templates/archive`,
    body: { hsm_ids: [externalId] },
    result: archived,
  })
  const problem = failed_templates[externalId]
  // What is in the archive already was put there, whoever did it.
  if (problem === undefined || /already/i.test(problem)) return
  throw new ChannelError('rejected', problem, { executed: 'no' })
}
