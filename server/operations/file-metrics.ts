import { Counter, type Registry } from 'prom-client'
import { fileKind } from '../../wire/files.ts'
import {
  storageOperations,
  uploadOutcomes,
  uploadRefusals,
  type FileWatch,
} from '../attachments/storage/file-watch.ts'

/** What this relay did with files. Every value of a label is there from the start, with zero. */
export function watchFiles(registry: Registry): FileWatch {
  const registers = [registry]
  const counter = (name: string, help: string) => new Counter({ name, help, registers })
  const labelled = <Label extends string>(
    name: string,
    help: string,
    label: Label,
    values: readonly string[],
  ) => {
    const one = new Counter({ name, help, registers, labelNames: [label] })
    for (const value of values) one.labels(value).inc(0)
    return one
  }
  const uploads = labelled('parley_uploads_total', 'Uploads', 'outcome', uploadOutcomes)
  const refused = labelled(
    'parley_uploads_refused_total',
    'Uploads that a rule refused, or whose bytes were refused',
    'reason',
    uploadRefusals,
  )
  const received = counter('parley_upload_bytes_total', 'Bytes of uploads that came')
  const kinds = fileKind.options.filter((kind) => kind !== 'voice')
  const examined = labelled('parley_files_examined_total', 'Files examined', 'kind', kinds)
  const killed = counter(
    'parley_file_examiner_killed_total',
    'Times that the process that examines files took too long or too much memory',
  )
  const faults = labelled(
    'parley_file_storage_errors_total',
    'Faults of the storage of files',
    'operation',
    storageOperations,
  )
  const collected = counter(
    'parley_files_collected_total',
    'Files that no message carried and that this relay deleted',
  )
  return {
    upload: (outcome) => uploads.labels(outcome).inc(),
    uploadRefused: (reason) => refused.labels(reason).inc(),
    bytesReceived: (bytes) => received.inc(bytes),
    fileExamined: (kind) => examined.labels(kind).inc(),
    examinerKilled: () => killed.inc(),
    storageFailed: (operation) => faults.labels(operation).inc(),
    filesCollected: (files) => collected.inc(files),
  }
}
