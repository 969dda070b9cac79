/** Does what may fail without harm, such as keeping something in a browser that forbids it. Null when it failed. */
export function failsQuietly<T>(work: () => T): T | null {
  try {
    return work()
  } catch {
    return null
  }
}
