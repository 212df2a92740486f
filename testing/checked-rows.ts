import { checkRows } from '../server/database/rows.ts'

// In a stack test, every row that a rule reads is checked by its schema.
checkRows()
