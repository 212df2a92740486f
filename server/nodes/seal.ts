import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'

export const NODE_ID_BYTES = 8
const NONCE_BYTES = 12
/** A nonce begins with the time in milliseconds. The rest of it is random. */
const TIME_BYTES = 6
const TAG_BYTES = 16
const HEADER_BYTES = NODE_ID_BYTES + NONCE_BYTES + TAG_BYTES

/**
 * Encrypts what the nodes say to each other. More people may read or write in Redis, or listen in the database, than may
 * read messages. With the key of the nodes nobody else can read a batch, and nobody else can make one.
 */
export interface Seal {
  close(nodeId: Buffer, text: string): Buffer
  /** Null when another key made it, or when it was changed. */
  open(batch: Buffer): string | null
}

/** Far longer than the clocks of two relays differ: a relay whose clock is wrong must not be left alone. */
const MAX_AGE_MILLISECONDS = 3_600_000
/** Before this, no nonce began with a time. The nonces of older relays are random, and nearly always beyond. */
const FIRST_TIME = Date.UTC(2026, 0)

/** Whether a batch is from long ago, so that somebody repeats it. Its nonce cannot be changed without the key. */
export function isFromLongAgo(batch: Buffer, now = Date.now()): boolean {
  if (batch.length < HEADER_BYTES) return false
  const time = batch.readUIntBE(NODE_ID_BYTES, TIME_BYTES)
  return time >= FIRST_TIME && time < now - MAX_AGE_MILLISECONDS
}

export const nodeIdOf = (batch: Buffer): Buffer => batch.subarray(0, NODE_ID_BYTES)

/** `key` has 32 bytes. */
export function createSeal(key: Buffer): Seal {
  return {
    close(nodeId, text) {
      const nonce = randomBytes(NONCE_BYTES)
      nonce.writeUIntBE(Date.now(), 0, TIME_BYTES)
      const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(nodeId)
      const sealed = [cipher.update(text, 'utf8'), cipher.final()]
      return Buffer.concat([nodeId, nonce, cipher.getAuthTag(), ...sealed])
    },
    open(batch) {
      if (batch.length < HEADER_BYTES) return null
      const nonce = batch.subarray(NODE_ID_BYTES, NODE_ID_BYTES + NONCE_BYTES)
      const decipher = createDecipheriv('aes-256-gcm', key, nonce)
        .setAAD(nodeIdOf(batch))
        .setAuthTag(batch.subarray(NODE_ID_BYTES + NONCE_BYTES, HEADER_BYTES))
      try {
        return (
          decipher.update(batch.subarray(HEADER_BYTES), undefined, 'utf8') + decipher.final('utf8')
        )
      } catch {
        return null
      }
    },
  }
}
