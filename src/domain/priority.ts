// The four priorities in solving order (RULES 2).

export const priorities = ['blocker', 'high', 'medium', 'low'] as const
export type Priority = (typeof priorities)[number]

/** The priority a person means by a word of theirs, in English or Lithuanian; null when it is none. */
export function toPriority(word: string): Priority | null {
  const lower = word.trim().toLowerCase()
  if (lower === '') return null
  return priorities.find((priority) => names[priority].includes(lower)) ?? null
}

const names: Record<Priority, readonly string[]> = {
  blocker: ['blocker', 'blokuojantis', 'blokuojanti', 'kritinis', 'kritinė'],
  high: ['high', 'aukštas', 'aukšta', 'aukstas'],
  medium: ['medium', 'vidutinis', 'vidutinė', 'vidutine'],
  low: ['low', 'žemas', 'žema', 'zemas'],
}
