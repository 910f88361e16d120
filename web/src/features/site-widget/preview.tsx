import type { SiteSettings } from '@otklik/protocol/settings'
import { useEffect, useRef } from 'react'

import { useWords } from '../../words/index.ts'
import { useSession } from '../session/index.ts'
import styles from './site-widget.module.css'
import { inkOn, inOrder, lookOf, type WidgetValues } from './widget-values.ts'

interface PreviewProps {
  site: SiteSettings
  values: WidgetValues
}

/** The panel itself, in a frame as on a site, told how it would look before anything is saved. */
export function Preview({ site, values }: PreviewProps) {
  const { siteDesigner: words } = useWords()
  const { name } = useSession().account
  const frame = useRef<HTMLIFrameElement>(null)
  const look = lookOf(values)
  const entries = inOrder(site.messengers, look.messengers).filter(({ isShown }) => isShown)
  const isAlone = (kind: string) => entries.filter((each) => each.kind === kind).length === 1
  const shown = JSON.stringify({
    otklik: 'preview',
    look,
    ink: inkOn(look.colour),
    questions: values.questions.map(({ label }) => label).filter(Boolean),
    entries: entries.map(({ title, ...entry }) => ({
      ...entry,
      title: isAlone(entry.kind) ? title : `${title} · ${entry.name}`,
    })),
    name,
  })
  useEffect(() => {
    const tell = () => frame.current?.contentWindow?.postMessage(JSON.parse(shown), location.origin)
    const hear = ({ source, data }: MessageEvent) => {
      if (source === frame.current?.contentWindow && data?.otklik === 'ready') tell()
    }
    tell()
    window.addEventListener('message', hear)
    return () => window.removeEventListener('message', hear)
  }, [shown])
  return (
    <section className={styles.preview} aria-label={words.preview}>
      <h2 className={styles.previewTitle}>{words.preview}</h2>
      <iframe
        ref={frame}
        title={words.preview}
        className={styles.frame}
        src={`/widget/${site.siteKey}/panel?preview=1`}
      />
    </section>
  )
}
