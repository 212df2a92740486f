import { setTimeout as pause } from 'node:timers/promises'
import { networks } from './networks/index.ts'
import { cpuSecondsOf } from './process-tree.ts'
import type { TrafficResult, TrafficTask } from './protocol.ts'
import { latencyOf, Traffic } from './traffic.ts'

/** First everybody as fast as they can, then a given rate. */
export async function measureTraffic(task: TrafficTask): Promise<TrafficResult> {
  const traffic = await Traffic.open(networks[task.address.kind], task.address, task.scene)
  traffic.saturate()
  await pause(task.warmMilliseconds)
  const { completed, deliveries } = traffic
  const [begin, cpu] = [performance.now(), cpuSecondsOf(task.pids)]
  await pause(task.measureMilliseconds)
  const seconds = (performance.now() - begin) / 1000
  const messages = traffic.completed - completed
  const delivered = traffic.deliveries - deliveries
  const cpuSeconds = cpuSecondsOf(task.pids) - cpu
  await traffic.drain()
  const atRate = task.rate === null ? null : await measureAtRate(traffic, task, task.rate)
  traffic.close()
  return {
    perSecond: messages / seconds,
    perCpuSecond: messages / cpuSeconds,
    deliveriesPerSecond: delivered / seconds,
    cpuAtRate: atRate?.cpu ?? null,
    latency: atRate?.latency ?? null,
  }
}

async function measureAtRate(
  traffic: Traffic,
  { pids, measureMilliseconds }: TrafficTask,
  rate: number,
) {
  const [completed, cpu] = [traffic.completed, cpuSecondsOf(pids)]
  const latencies = await traffic.sendAt(rate, measureMilliseconds)
  const messages = traffic.completed - completed
  return {
    cpu: ((cpuSecondsOf(pids) - cpu) * 1000) / messages,
    latency: latencyOf(latencies),
  }
}
