// A change holds only what was sent.

type Present<T> = { [Key in keyof T]?: Exclude<T[Key], undefined> }

/** The object without its undefined fields, which schemas leave where a field was absent. */
export function withoutAbsent<T extends object>(fields: T): Present<T> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Present<T>
}
