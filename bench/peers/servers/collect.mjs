// Preloaded into every Node peer. Garbage that V8 has not collected yet would count as memory of the connections.
process.on('SIGUSR2', () => {
  globalThis.gc()
})
