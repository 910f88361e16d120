import { render } from 'preact'

import './panel.css'

import { App } from './app.tsx'
import { listen } from './bridge.ts'
import { isPreview } from './config.ts'
import { flush, loadOutbox } from './outbox.ts'
import { showPreview } from './preview.ts'
import { change } from './store.ts'
import { hurry } from './stream.ts'
import { noticeReading, visit } from './visit.ts'

const root = document.getElementById('panel')
if (root) render(<App />, root)

listen({
  onPage: (around) => void (isPreview || visit(around).then(loadOutbox)),
  onShown(isShown) {
    change({ isShown })
    noticeReading()
  },
  onPreview: showPreview,
})
if (isPreview) showPreview({})

document.addEventListener('visibilitychange', noticeReading)
addEventListener('online', () => {
  flush()
  hurry()
})
addEventListener('offline', () => change({ isOnline: false }))
