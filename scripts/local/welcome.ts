import { relative } from 'node:path'
import { LOCAL_PASSWORD, LOCAL_PEOPLE } from '../../supabase/local/seed.ts'
import type { LocalSettings } from './settings.ts'

/** The information for a new user after a start. */
export function welcome({ publicUrl, basePath, dataDir }: LocalSettings): string {
  return `
Parley is running: ${publicUrl}${basePath}

  Sign in as  ${LOCAL_PEOPLE.map(({ email }) => email).join(', ')}
  Password    ${LOCAL_PASSWORD}
  Mail        ${publicUrl}/dev/mail
  Data        ${relative(process.cwd(), dataDir) || dataDir}   (npm run reset removes it)
  Stop        Ctrl+C
`
}
