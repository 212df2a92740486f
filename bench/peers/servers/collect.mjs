// Preloaded into every Node peer. Garbage that V8 has not collected yet would count as memory of the connections.
// SIGWINCH, because `close-with-grace` ends the relay at SIGUSR2.
process.on('SIGWINCH', () => {
  globalThis.gc()
})
