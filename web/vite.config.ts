import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

const server = process.env.OTKLIK_SERVER ?? 'http://127.0.0.1:3000'

export default defineConfig({
  plugins: [react()],
  build: {
    target: 'es2023',
    // The policy allows no data: addresses, so nothing may be inlined into one.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // The budget is in gzip: 300 KB for the workplace.
    chunkSizeWarningLimit: 1500,
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            // One file for what every page needs: left alone, a page of the settings asks for a
            // hundred and eighty. What waits for the words, and begins only then, is not in it:
            // the words need it, and they would wait for each other.
            { name: 'every-page', tags: ['$initial'], test: (id) => !id.endsWith('/src/main.tsx') },
          ],
        },
      },
    },
  },
  server: {
    port: 5173,
    proxy: {
      '/api': { target: server, ws: true },
      '/health': server,
      '/sandbox': { target: server, ws: true },
    },
  },
})
