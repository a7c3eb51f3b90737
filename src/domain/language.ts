// The languages the desk speaks.

export const languages = ['en', 'lt'] as const
export type Language = (typeof languages)[number]

/** The first of the wishes ("lt", "en-GB", undefined) that the desk speaks, else `otherwise`. */
export function chooseLanguage(wishes: readonly (string | null | undefined)[], otherwise: Language): Language {
  for (const wish of wishes) {
    const found = languages.find((language) => wish?.toLowerCase().startsWith(language))
    if (found !== undefined) return found
  }
  return otherwise
}
