import { z } from 'zod'

/** Ids are opaque strings on the wire; every id Parley mints is a UUID. One spelling each, so that they name rooms and keys. */
export const id = z.uuid().toLowerCase()

/** ISO 8601 in UTC, as `2026-11-21T14:00:00.000Z`. */
export const timestamp = z.iso.datetime()

/** A place in a conversation (`seq`) or a count of its changes (`ver`): dense, from 1; 0 is "none yet". */
export const counter = z.int().min(0)

/** Whether the database can hold it: PostgreSQL text has no NUL, and UTF-8 no lone surrogates. */
export const isStorable = (text: string) => !text.includes('\0') && text.isWellFormed()
