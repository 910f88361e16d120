import './app/no-eval.ts'
import './app/theme/mantine.css'
import './app/theme/tokens.css'
import './app/theme/mantine-map.css'
import './app/theme/base.css'

import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'

import { App } from './app/app.tsx'
import { currentLanguage, openWords } from './words/index.ts'

await openWords()
document.documentElement.lang = currentLanguage()

createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <App />
  </StrictMode>,
)
