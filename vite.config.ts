import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import { transformSync } from 'esbuild'
import tailwindcss from '@tailwindcss/vite'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'
import { buildTargets } from './scripts/browsers/supported.ts'

/**
 * Files are cut by when they are needed, each with all it imports: what every screen needs, and what the page of somebody
 * signed in does. Left alone, whatever two of them share becomes a file of its own, and many small files compress badly.
 */
const base = /client[\\/](main|ui[\\/]IconButton|session[\\/]pages[\\/]parts[\\/]Alert)\.tsx$/
/** The files that a person waits for. */
const isFirst = /(base|messenger|page|SignIn|Doctor)-[^/]+$/
const page = /client[\\/]shell[\\/]Shell\.tsx$/

export default defineConfig({
  root: 'client',
  plugins: [react(), tailwindcss(), startCheck(), withoutUnused(), compressed()],
  experimental: {
    // The page is served under any base path, and only its HTML knows which. So code and styles name each other relatively.
    renderBuiltUrl: (file, { hostType }) => (hostType === 'html' ? `/${file}` : { relative: true }),
  },
  build: {
    target: buildTargets(),
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

/** Puts `browser/start-check.js` into the page. A hash in its name lets browsers keep it, as they keep the page's code. */
function startCheck(): Plugin {
  const path = 'browser/start-check.js'
  let source = ''
  let src = ''
  return {
    name: 'start-check',
    configResolved({ root, command, base }) {
      src = base + path
      if (command !== 'build') return
      // The oldest target: newer syntax in this file would be an error.
      const options = { minify: true, target: 'es5' }
      source = transformSync(readFileSync(join(root, path), 'utf8'), options).code
      const hash = createHash('sha256').update(source).digest('base64url').slice(0, 8)
      src = `/assets/start-check-${hash}.js`
    },
    generateBundle() {
      this.emitFile({ type: 'asset', fileName: src.slice(1), source })
    },
    transformIndexHtml: () => [{ tag: 'script', attrs: { src }, injectTo: 'body' }],
  }
}

/** A module that has these names, and does nothing. */
const empty = (...names: string[]) => `export const ${names.map((name) => `${name} = null`).join()}`
const unused: readonly (readonly [RegExp, string])[] = [
  // It needs a secret key, which no page has.
  [/auth-js[\\/].*GoTrueAdminApi\.js$/, 'export default class {}'],
  // Parley offers no passkeys and no wallets.
  [
    /auth-js[\\/].*[\\/]webauthn\.js$/,
    `export class WebAuthnApi {} export const browserSupportsWebAuthn = () => false; ${empty(
      'createCredential',
      'deserializeCredentialCreationOptions',
      'deserializeCredentialRequestOptions',
      'getCredential',
      'serializeCredentialCreationResponse',
      'serializeCredentialRequestResponse',
      'webAuthnAbortService',
    )}`,
  ],
  [
    /auth-js[\\/].*[\\/]ethereum\.js$/,
    empty('createSiweMessage', 'fromHex', 'getAddress', 'toHex'),
  ],
]

/** Takes what the page never calls out of Supabase's client, so that nobody waits for its code. */
function withoutUnused(): Plugin {
  return {
    name: 'without-unused',
    apply: 'build',
    enforce: 'pre',
    load: (id) => unused.find(([file]) => file.test(id))?.[1] ?? null,
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
