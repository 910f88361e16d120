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
    // One file for what every page needs; the budget is in gzip: 300 KB for the workplace.
    chunkSizeWarningLimit: 700,
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
