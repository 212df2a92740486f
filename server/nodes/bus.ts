/** Carries sealed batches to all nodes, the sender included. It may lose batches, but it keeps the order of each node. */
export interface Bus {
  /** Resolves when the bus has taken the batch. Rejects when the batch is lost. */
  send(batch: Buffer): Promise<void>
  /** This node does not hear itself. A bus that cannot notice a dead connection by itself opens a new one. */
  reopen(): void
  close(): Promise<void>
}

export interface BusListener {
  onBatch(batch: Buffer): void
  /** The node can be heard from now on, for the first time or again. */
  onOpen(): void
}

export type OpenBus = (listener: BusListener) => Bus
