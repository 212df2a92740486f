import { checkRows } from '../server/database/rows.ts'

// Every row that a rule reads in a stack test has the shape of its schema.
checkRows()
