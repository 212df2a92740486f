import { config } from 'zod/v4/core'

// zod tries `new Function` when a schema is made. The content security policy refuses it, and the browser reports that
// at each load. main.tsx imports this file before any schema.
config({ jitless: true })
