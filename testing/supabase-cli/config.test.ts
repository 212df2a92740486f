import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const supabase = fileURLToPath(new URL('../../supabase', import.meta.url))
const templates = join(supabase, 'templates')
const mails = readdirSync(templates)

test('config.toml exposes nothing that a migration has not granted', () => {
  const config = readFileSync(join(supabase, 'config.toml'), 'utf8')
  expect(config).toMatch(/^auto_expose_new_tables = false$/m)
  expect(config).toMatch(/^schemas = \["public"\]$/m)
})

test('each mail has a link that a scanner cannot use up, and a code', () => {
  expect(mails).toContain('invite.html')
  for (const file of mails) {
    const text = readFileSync(join(templates, file), 'utf8')
    expect(text, file).toContain('{{ .SiteURL }}/?token_hash={{ .TokenHash }}&type=')
    expect(text, file).not.toContain('{{ .ConfirmationURL }}')
    // These are asked for on a page, and lead back to it on any device.
    const isAskedFor = ['confirmation.html', 'magic_link.html', 'recovery.html'].includes(file)
    expect(text.includes('&redirect_to={{ .RedirectTo }}"'), file).toBe(isAskedFor)
    // Nobody waits for the code of an invitation, so no page asks for it.
    if (file !== 'invite.html') expect(text, file).toContain('{{ .Token }}')
  }
})

test('the configuration and the operations guide name every mail', () => {
  const config = readFileSync(join(supabase, 'config.toml'), 'utf8')
  const guide = readFileSync(join(supabase, '../docs/operations.md'), 'utf8')
  for (const file of mails) {
    expect(config).toContain(`content_path = "./supabase/templates/${file}"`)
    const link = /token_hash=[^"]*/.exec(readFileSync(join(templates, file), 'utf8'))
    expect(guide).toContain(`{{ .SiteURL }}/?${link?.[0]}`)
  }
})
