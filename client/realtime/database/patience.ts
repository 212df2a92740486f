const PATIENT_MS = 2_000
/** After one piece of work has hung, the next ones probably hang too, and nobody waits for each of them. */
const BRIEF_MS = 100

/**
 * A limit for work of the database. A browser may open a database that answers nothing, for example while another
 * program locks its files. The work is then given up here. If it ends later, that changes nothing for the caller.
 */
export function createPatience() {
  let limit = PATIENT_MS
  return <T>(work: Promise<T>): Promise<T> =>
    new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        limit = BRIEF_MS
        reject(new Error('The database does not answer.'))
      }, limit)
      work
        .then((result) => {
          limit = PATIENT_MS
          resolve(result)
        }, reject)
        .finally(() => clearTimeout(timer))
    })
}
