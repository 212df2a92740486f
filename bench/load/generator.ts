import { measureBridge } from './bridge.ts'
import { measureReconnect } from './reconnect.ts'
import { measureTraffic } from './measure-traffic.ts'
import { measureTransaction } from './transaction.ts'
import type { Task } from './protocol.ts'

/** The process of the load: one task, one result. */
function measure(task: Task): Promise<unknown> {
  switch (task.kind) {
    case 'traffic':
      return measureTraffic(task)
    case 'reconnect':
      return measureReconnect(task)
    case 'bridge':
      return measureBridge(task)
    case 'transaction':
      return measureTransaction(task)
  }
}

process.once('message', (task: Task) => {
  measure(task).then(
    (result) => process.send!({ result }, () => process.exit()),
    (error: unknown) => {
      console.error(error)
      process.exit(1)
    },
  )
})
