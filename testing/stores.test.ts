import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { sourceFiles } from './source-files.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const page = sourceFiles(['client']).filter(
  (file) => !/\.test\.tsx?$/.test(file) && !file.startsWith('client/testing/'),
)
const comment = /\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm
const filesWith = (pattern: RegExp) =>
  page
    .filter((file) => pattern.test(readFileSync(`${root}/${file}`, 'utf8').replace(comment, '')))
    .sort()

/**
 * What is stored in a browser outlives the page. So every name stands in one list, and whoever adds a store decides
 * there whether it goes when a person leaves.
 */
test('every name that the page stores stands in the list', () => {
  expect(filesWith(/['"`]parley[.:-]/)).toEqual([
    'client/browser/stores.ts',
    // These name channels and locks of the tabs, which store nothing.
    'client/realtime/live/attention.ts',
    'client/realtime/live/draft-tabs.ts',
    'client/realtime/outbox/leader.ts',
    'client/realtime/outbox/progress.ts',
    'client/session/tabs.ts',
    'client/session/wait-out.ts',
    'client/voice/useRecorder.ts',
  ])
})

test('only these files read or write a store', () => {
  const stores =
    /\b(browserStorage|localStorage|sessionStorage|indexedDB|openDB|caches\.|document\.cookie|serviceWorker|storage\.(getDirectory|persist))\b/
  expect(filesWith(stores)).toEqual([
    'client/browser/begun.ts',
    'client/browser/browser-storage.ts',
    'client/browser/emoji-choices.ts',
    'client/browser/keeps-data.ts',
    'client/browser/personal-stores.ts',
    'client/browser/reload-once.ts',
    'client/browser/settings.ts',
    'client/browser/site-data.ts',
    'client/browser/stores.ts',
    'client/realtime/database/database.ts',
    'client/realtime/database/draft-store.ts',
    'client/realtime/outbox/last-written.ts',
    'client/session/log-out.ts',
    'client/session/supabase/provider-return.ts',
    'client/session/supabase/return-to.ts',
    'client/session/supabase/sign-in-store.ts',
    'client/session/tabs.ts',
  ])
})
