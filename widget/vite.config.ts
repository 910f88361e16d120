import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { defineConfig, type Plugin } from 'vite'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))

/** In bytes of gzip: what a shop's page pays before anybody wants to chat, and what it pays then. */
const mostBytes = { loader: 1024, panel: 15 * 1024 }

/** What the server puts around the loader, about as long as it gets. */
const given = JSON.stringify({
  ...{ key: '0123456789abcdef01234567', colour: '#1a6b4f', ink: '#ffffff', side: 'right' },
  ...{ label: 'Открыть чат', greeting: 'Поможем выбрать. Спросите', after: 20_000 },
})

/** A build that is too large is none: nobody has to remember to measure. */
function keepSmall(): Plugin {
  return {
    name: 'keep-small',
    apply: 'build',
    closeBundle() {
      const read = (name: string) => readFileSync(here(`dist/${name}`), 'utf8')
      const size = (text: string) => gzipSync(text).length
      const sizes = {
        loader: size(`!function(OTKLIK){${read('loader.js')}}(${given});`),
        panel: size(read('panel.js')) + size(read('panel.css')),
      }
      for (const name of ['loader', 'panel'] as const) {
        const told = `the ${name} is ${sizes[name]} bytes of gzip, ${mostBytes[name]} at most`
        if (sizes[name] > mostBytes[name]) throw new Error(told)
        if (process.env.OTKLIK_SIZES) console.log(told)
      }
    },
  }
}

export default defineConfig({
  plugins: [keepSmall()],
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    target: 'es2022',
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    cssCodeSplit: false,
    rollupOptions: {
      input: { loader: here('src/loader.ts'), panel: here('src/panel/main.tsx') },
      output: {
        entryFileNames: '[name].js',
        assetFileNames: 'panel[extname]',
      },
    },
  },
})
