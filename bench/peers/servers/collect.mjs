import { appendFileSync, existsSync } from 'node:fs'
import { writeHeapSnapshot, getHeapStatistics, getHeapSpaceStatistics } from 'node:v8'
let n = 0
process.on('SIGWINCH', () => {
  globalThis.gc()
  n++
  const m = process.memoryUsage()
  appendFileSync('/tmp/speed-mem.log', JSON.stringify({ pid: process.pid, argv: process.argv[1].slice(-20), n, ...Object.fromEntries(Object.entries(m).map(([k,v])=>[k,Math.round(v/1024)])), spaces: Object.fromEntries(getHeapSpaceStatistics().map(s=>[s.space_name,[Math.round(s.space_size/1024),Math.round(s.space_used_size/1024)]])) }) + '\n')
  if ((n === 2 || n === 4) && existsSync('/tmp/speed-snap')) writeHeapSnapshot(`/tmp/speed-${process.pid}-${n}.heapsnapshot`)
})
