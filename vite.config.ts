import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import tailwindcss from '@tailwindcss/vite'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'

/**
 * Files are cut by when they are needed, each with all it imports: what every screen needs, and what the page of somebody
 * signed in does. Left alone, whatever two of them share becomes a file of its own, and many small files compress badly.
 */
const base = /client[\\/](main|ui[\\/]IconButton|session[\\/]pages[\\/]Alert)\.tsx$/
/** The files that a person waits for. */
const isFirst = /(base|messenger|page|SignIn|Doctor)-[^/]+$/
const page = /client[\\/]shell[\\/]Shell\.tsx$/

export default defineConfig({
  root: 'client',
  plugins: [react(), tailwindcss(), withoutAdminApi(), compressed()],
  build: {
    outDir: '../dist/client',
    emptyOutDir: true,
    modulePreload: {
      // Every browser that runs the page can preload modules by itself.
      polyfill: false,
      // `client/preload.ts` fetches the code of later screens, so the page carries no lists of their files.
      resolveDependencies: (file, files) => (isFirst.test(file) ? files : []),
    },
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            { name: 'base', test: base },
            { name: 'page', test: page },
          ],
        },
      },
    },
  },
})

/** Supabase's API for administrators needs a secret key, which no page has. So nobody waits for its code. */
function withoutAdminApi(): Plugin {
  return {
    name: 'without-admin-api',
    apply: 'build',
    enforce: 'pre',
    load: (id) => (/auth-js[\\/].*GoTrueAdminApi\.js$/.test(id) ? 'export default class {}' : null),
  }
}

/** Writes a .br and a .gz beside each text file once, so that the relay compresses nothing while it serves. */
function compressed(): Plugin {
  let outDir = ''
  return {
    name: 'compressed',
    apply: 'build',
    configResolved({ root, build }) {
      outDir = resolve(root, build.outDir)
    },
    closeBundle() {
      const files = readdirSync(outDir, { recursive: true, encoding: 'utf8' })
      for (const file of files.filter((name) => /\.(js|css|html|svg|webmanifest)$/.test(name))) {
        const content = readFileSync(join(outDir, file))
        writeFileSync(join(outDir, `${file}.br`), brotliCompressSync(content))
        writeFileSync(join(outDir, `${file}.gz`), gzipSync(content, { level: 9 }))
      }
    },
  }
}
