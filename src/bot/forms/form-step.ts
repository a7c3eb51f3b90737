// What a form is made of: questions with choices and readers, and what is done at the end. How it is walked through is
// form-walk.ts; the forms themselves stand beside it, one file each.
import type { Form, FormAnswer } from '../../domain/conversation.ts'
import type { Action } from '../../domain/permissions.ts'
import type { RichText } from '../../domain/rich-text.ts'
import type { EngineerTurn } from '../engineer-message.ts'

/** The fields there are; `field-<name>` names each to people. */
export type FieldName =
  | 'company'
  | 'name'
  | 'externalId'
  | 'emails'
  | 'requestEmail'
  | 'email'
  | 'telegramId'
  | 'whatsapp'
  | 'language'
  | 'timeZone'
  | 'licence'
  | 'legalName'
  | 'registrationCode'
  | 'vatCode'
  | 'address'
  | 'vatRate'
  | 'vatExemption'
  | 'rights'
  | 'role'
  | 'publicContact'
  | 'product'
  | 'version'
  | 'plan'
  | 'startsOn'
  | 'endsOn'
  | 'audience'
  | 'which'
  | 'work'
  | 'system'
  | 'goals'
  | 'startsAt'
  | 'duration'
  | 'price'
  | 'text'
  | 'number'

export type Question =
  | 'form-ask-company'
  | 'form-ask-name-company'
  | 'form-ask-name-person'
  | 'form-ask-name-server'
  | 'form-ask-externalId'
  | 'form-ask-emails'
  | 'form-ask-requestEmail'
  | 'form-ask-email'
  | 'form-ask-telegramId'
  | 'form-ask-whatsapp'
  | 'form-ask-language'
  | 'form-ask-timeZone'
  | 'form-ask-licence'
  | 'form-ask-legalName'
  | 'form-ask-registrationCode'
  | 'form-ask-vatCode'
  | 'form-ask-address'
  | 'form-ask-vatRate'
  | 'form-ask-vatExemption'
  | 'form-ask-rights'
  | 'form-ask-role'
  | 'form-ask-publicContact'
  | 'form-ask-product'
  | 'form-ask-version'
  | 'form-ask-plan'
  | 'form-ask-startsOn'
  | 'form-ask-endsOn'
  | 'form-ask-audience'
  | 'form-ask-which-plan'
  | 'form-ask-which-product'
  | 'form-ask-text'
  | 'form-ask-number'
  | 'form-ask-work'
  | 'form-ask-system'
  | 'form-ask-goals'
  | 'form-ask-startsAt'
  | 'form-ask-duration'
  | 'form-ask-price'

/** What a typed answer means: an answer, a sentence that says what is wrong, or some things to choose among. */
export type ReadAnswer = FormAnswer | { readonly wrong: RichText } | { readonly offer: readonly FormAnswer[] }

export interface FormStep {
  readonly field: FieldName
  readonly ask: Question
  /** May be left out; of a record that is there, cleared. */
  readonly optional?: boolean
  /** Asked only then. */
  readonly when?: (form: Form) => boolean
  readonly choices?: (turn: EngineerTurn, form: Form) => Promise<readonly FormAnswer[]> | readonly FormAnswer[]
  /** Without it, only a button answers. */
  readonly read?: (turn: EngineerTurn, text: string) => Promise<ReadAnswer> | ReadAnswer
}

export interface FormPlan {
  /** Whoever may fill it in. Default: whoever keeps the records. */
  readonly action?: Action
  readonly steps: readonly FormStep[]
  /** What the confirmation shows, where it is more than the answers. @returns the button's label with it; null: nothing can be saved like this. */
  readonly preview?: (turn: EngineerTurn, form: Form) => Promise<{ readonly text: RichText; readonly confirm: string | null }>
  /** Saves, and shows what there is now. @throws Refusal, before the first write. */
  save(turn: EngineerTurn, form: Form): Promise<void>
}

/** The questions of this form, in order: those that its answers so far make necessary. */
export function stepsOf(plan: FormPlan, form: Form): readonly FormStep[] {
  if (form.only !== null) return plan.steps.filter(({ field }) => field === form.only)
  return plan.steps.filter(({ when }) => when === undefined || when(form))
}

/** The value of an answer; empty where it was left out or never asked. */
export function answerOf({ answers }: Form, field: FieldName): string {
  return answers[field]?.value ?? ''
}

/** The same, null for none. */
export function answerOrNull(form: Form, field: FieldName): string | null {
  const value = answerOf(form, field)
  return value === '' ? null : value
}
