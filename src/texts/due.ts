// What is due on a ticket, in one phrase: for queues, cards and warnings of the people of the desk.
import type { Language } from '../domain/language.ts'
import type { RichText } from '../domain/rich-text.ts'
import type { TimeLeft } from '../domain/time-left.ts'
import { sayDuration } from './duration.ts'
import { say } from './render.ts'
import { sayWhen } from './when.ts'

export function sayDue(language: Language, { kind, dueAt, isOverdue, milliseconds }: TimeLeft): RichText {
  const values = { when: sayWhen(language, dueAt), left: sayDuration(language, milliseconds) }
  return say(language, isOverdue ? `overdue-${kind}` : `due-${kind}`, values)
}
