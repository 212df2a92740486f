import { z } from 'zod'
import { message } from '../../../wire/messages.ts'

/** A row with one message, built by `messageJson`. */
export const messageRow = z.object({ message })
