import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const supabase = fileURLToPath(new URL('../../supabase', import.meta.url))

test('config.toml exposes nothing that a migration has not granted', () => {
  const config = readFileSync(join(supabase, 'config.toml'), 'utf8')
  expect(config).toMatch(/^auto_expose_new_tables = false$/m)
  expect(config).toMatch(/^schemas = \["public"\]$/m)
})

test('each mail has a link and a code', () => {
  const templates = join(supabase, 'templates')
  for (const file of readdirSync(templates)) {
    const text = readFileSync(join(templates, file), 'utf8')
    expect(text, file).toContain('{{ .ConfirmationURL }}')
    expect(text, file).toContain('{{ .Token }}')
  }
})
