import { createHash, randomBytes } from 'node:crypto'

/** 128 random bits: nobody finds an invitation by trying. */
const TOKEN_BYTES = 16

export const mintToken = () => randomBytes(TOKEN_BYTES).toString('base64url')

/** Only the hash is stored. Whoever reads the database cannot open a link. */
export const hashToken = (token: string): Buffer => createHash('sha256').update(token).digest()
