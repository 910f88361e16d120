import { useRef, useState } from 'preact/hooks'

import { call, Refused } from './api.ts'
import { config, isPreview, words } from './config.ts'
import { say } from './outbox.ts'
import { PaperClip, Plane } from './signs.tsx'

interface Upload {
  name: string
  upload?: string
  problem?: string
}

const TYPING_EVERY_MS = 4000
let typedAt = 0

export function Composer() {
  const [text, setText] = useState('')
  const [uploads, setUploads] = useState<Upload[]>([])
  const picker = useRef<HTMLInputElement>(null)
  const field = useRef<HTMLTextAreaElement>(null)
  const isUploading = uploads.some(({ upload, problem }) => !upload && !problem)
  const ready = uploads.filter(({ upload }) => upload)
  const mayLeave = !isUploading && (text.trim() !== '' || ready.length > 0)

  const send = () => {
    if (!mayLeave || isPreview) return
    const names = ready.map(({ name }) => name)
    say({ text: text.trim(), uploads: ready.flatMap(({ upload }) => upload ?? []) }, names)
    setText('')
    setUploads([])
    field.current?.focus()
  }
  const type = (typed: string) => {
    setText(typed)
    if (isPreview || Date.now() - typedAt < TYPING_EVERY_MS) return
    typedAt = Date.now()
    void call('typing', {}).catch(() => {})
  }
  const put = (name: string, changes: Partial<Upload>) =>
    setUploads((all) => all.map((one) => (one.name === name ? { ...one, ...changes } : one)))
  const add = async (file: File) => {
    if (isPreview) return
    const { name } = file
    setUploads((all) => [...all.filter((one) => one.name !== name), { name }])
    if (file.size > config.maxBytes) {
      const size = String(Math.floor(config.maxBytes / 1024 / 1024))
      return put(name, { problem: words.tooLarge?.replace('{size}', size) ?? '' })
    }
    const form = new FormData()
    form.append('file', file)
    try {
      put(name, await call<{ upload: string }>('files', form))
    } catch (error) {
      put(name, { problem: error instanceof Refused ? (words.uploadFailed ?? '') : '' })
    }
  }

  return (
    <form
      class="composer"
      onSubmit={(event) => {
        event.preventDefault()
        send()
      }}
    >
      {uploads.map(({ name, upload, problem }) => (
        <p key={name} class={problem ? 'upload problem' : 'upload'} role="status">
          <span>{`${name}${problem ? ` · ${problem}` : upload ? '' : ` · ${words.uploading}`}`}</span>
          <button
            type="button"
            class="link"
            aria-label={`${words.remove} ${name}`}
            onClick={() => setUploads((all) => all.filter((one) => one.name !== name))}
          >
            {words.remove}
          </button>
        </p>
      ))}
      <div class="line">
        <button
          type="button"
          class="sign"
          aria-label={words.attach}
          onClick={() => picker.current?.click()}
        >
          <PaperClip />
        </button>
        <input
          ref={picker}
          type="file"
          multiple
          hidden
          tabIndex={-1}
          aria-hidden="true"
          onChange={({ currentTarget }) => {
            for (const file of currentTarget.files ?? []) void add(file)
            currentTarget.value = ''
          }}
        />
        <textarea
          ref={field}
          id="text"
          rows={1}
          maxLength={4000}
          aria-label={words.placeholder}
          placeholder={words.placeholder}
          value={text}
          onInput={({ currentTarget }) => type(currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return
            event.preventDefault()
            send()
          }}
        />
        <button type="submit" class="sign primary" aria-label={words.send} disabled={!mayLeave}>
          <Plane />
        </button>
      </div>
    </form>
  )
}
