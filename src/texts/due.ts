// What is due on a ticket, in one phrase: for queues, cards and warnings of the people of the desk.
import type { Language } from '../domain/language.ts'
import type { RichText } from '../domain/rich-text.ts'
import type { TimeLeft } from '../domain/time-left.ts'
import { sayDuration } from './duration.ts'
import { say } from './render.ts'
import { sayWhen } from './when.ts'

/** To the minute. */
export function sayDue(language: Language, { kind, dueAt, isOverdue, milliseconds }: TimeLeft): RichText {
  const values = { when: sayWhen(language, dueAt), left: sayDuration(language, milliseconds) }
  return say(language, isOverdue ? `overdue-${kind}` : `due-${kind}`, values)
}

/** In coarse steps (domain/coarse-time.ts): less than so much is left, or more has passed. */
export function sayDueCoarsely(language: Language, { kind, dueAt, isOverdue, milliseconds }: TimeLeft): RichText {
  const values = { kind, when: sayWhen(language, dueAt), left: sayDuration(language, milliseconds) }
  if (isOverdue) return say(language, milliseconds === 0 ? 'card-overdue-now' : 'card-overdue', values)
  return say(language, milliseconds <= 3_600_000 ? 'card-due-soon' : 'card-due', values)
}
