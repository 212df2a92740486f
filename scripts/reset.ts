import { removeFolder } from '../supabase/local/folder/claim.ts'
import { explain } from './local/explain.ts'
import { dataDirOf } from './local/settings.ts'

/** `npm run reset`: back to a first start. */
function main(env: NodeJS.ProcessEnv): void {
  const dataDir = dataDirOf(env)
  const removed = removeFolder(dataDir)
  console.log(removed ? `Removed ${dataDir}` : `Nothing to remove: ${dataDir} does not exist`)
}

try {
  main(process.env)
} catch (error) {
  explain(error)
}
