import { useMemo } from 'react'
import type { Catalogue } from './en.ts'
import { doctor, type DoctorCatalogue } from './en/doctor.ts'
import { useCatalogue } from './language.ts'

/** The catalogue with the part of the doctor. */
export type WithDoctor = Catalogue & { doctor: DoctorCatalogue }

/** English is fetched with the page. Another language has this part in its own catalogue. */
export function useDoctorCatalogue(): WithDoctor {
  const catalogue = useCatalogue()
  return useMemo(() => ({ doctor, ...catalogue }), [catalogue])
}
