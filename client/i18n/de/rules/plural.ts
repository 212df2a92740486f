import { pluralOf } from '../../en/plural.ts'

export const plural = pluralOf('de')
