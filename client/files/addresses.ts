import { basePath } from '../browser/place.ts'

export const originalOf = (id: string) => `${basePath}/api/files/${id}/original`
/** A smaller picture, for the timeline. Only pictures have one. */
export const previewOf = (id: string) => `${basePath}/api/files/${id}/preview`
