import { createHash, createHmac, randomBytes } from 'node:crypto'

/** 128 bits: nobody finds an invitation by trying. */
const TOKEN_BYTES = 16

const sha256 = (text: string): Buffer => createHash('sha256').update(text).digest()

/** Only the hash is stored. Whoever reads the database cannot open a link. */
export const hashToken = (token: string): Buffer => sha256(token)

export const newSalt = (): Buffer => randomBytes(TOKEN_BYTES)

/**
 * A repeated creation gets its token again, though no token is stored. The salt alone is stored, and the client alone has
 * the other half. A client with poor ids still makes a link that no stranger guesses, because the salt is random.
 */
export const tokenOf = (clientId: string, salt: Buffer): string =>
  createHmac('sha256', salt)
    .update(clientId)
    .digest()
    .subarray(0, TOKEN_BYTES)
    .toString('base64url')

/** The creation is found by this. Another person, and another group, has another key with the same id. */
export const creationKey = (userId: string, groupId: string | null, clientId: string): Buffer =>
  sha256(`${userId}:${groupId ?? ''}:${clientId}`)
