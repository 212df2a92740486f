import fastify from 'fastify'
import type { Logger } from '../server/logger.ts'

/** A logger for tests that do not start the app. */
export const silent: Logger = fastify({ logger: { level: 'silent' } }).log
