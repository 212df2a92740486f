import { z } from 'zod'
import { id, isStorable } from '../primitives.ts'
import { prose } from './prose.ts'

export const messageFilterDraft = z
  .object({
    kind: z.enum(['word', 'link']),
    value: prose(200)
      .min(2)
      .transform((text) => text.normalize('NFKC').toLowerCase()),
    action: z.enum(['block', 'review']),
  })
  .strict()
export const messageFilter = messageFilterDraft.extend({ id, value: z.string() }).strip()
export type MessageFilter = z.infer<typeof messageFilter>
export const messageFilters = z.object({ items: z.array(messageFilter) })
export const filterTest = z.object({ body: z.string().max(4000).refine(isStorable) }).strict()
