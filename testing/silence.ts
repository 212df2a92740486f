import fastify from 'fastify'
import type { Logger } from '../server/logger.ts'

/** A logger for tests below the app. */
export const silent: Logger = fastify({ logger: { level: 'silent' } }).log
