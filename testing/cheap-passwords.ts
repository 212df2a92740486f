/**
 * The local Auth server hashes each password with bcrypt, in JavaScript. At its usual cost, hashing takes more CPU time
 * than all other code of the tests together. 4 is the lowest cost that bcrypt allows.
 */
export const CHEAP_PASSWORDS = { LITE_AUTH_BCRYPT_COST: '4' }
