import type { FileKind } from '../../../wire/files.ts'
import type { FileDraft } from '../../uploads/pending-file.ts'

/** A file that a person chose. The size of a picture is read, so that its place is known from the start. */
export async function draftOf(file: File): Promise<FileDraft> {
  const kind = kindOf(file.type)
  const size = kind === 'picture' ? await sizeOf(file) : null
  return {
    key: crypto.randomUUID(),
    blob: file,
    kind,
    name: file.name,
    alt: '',
    width: size?.width ?? null,
    height: size?.height ?? null,
  }
}

/** Only pictures that every browser draws count as pictures here. The relay decides by the bytes. */
function kindOf(type: string): FileKind {
  if (/^image\/(jpeg|png|webp|gif)$/.test(type)) return 'picture'
  if (type.startsWith('video/')) return 'video'
  return type.startsWith('audio/') ? 'audio' : 'other'
}

/** The browser turns a picture by its metadata, as the relay does. Null if it cannot draw the picture. */
async function sizeOf(file: File): Promise<{ width: number; height: number } | null> {
  const address = URL.createObjectURL(file)
  try {
    const picture = new Image()
    picture.src = address
    await picture.decode()
    return { width: picture.naturalWidth, height: picture.naturalHeight }
  } catch {
    return null
  } finally {
    URL.revokeObjectURL(address)
  }
}
