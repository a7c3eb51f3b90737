// Walks an admin through a form: asks, takes what is typed or pressed, goes back, and at the end confirms. Every question can
// be gone back from or cancelled; nothing is saved before the confirmation.
import type { OutboundButton } from '../../domain/channel.ts'
import type { Form, FormAnswer, FormName } from '../../domain/conversation.ts'
import { Refusal } from '../../domain/errors.ts'
import { may } from '../../domain/permissions.ts'
import { join, type RichText } from '../../domain/rich-text.ts'
import { say, sayText } from '../../texts/render.ts'
import type { EngineerTurn } from '../engineer-message.ts'
import { reply, replyWith } from '../turn.ts'
import { wordConflict } from './form-conflict.ts'
import { findForm } from './form-list.ts'
import { type FormStep, stepsOf } from './form-step.ts'

/** Begins a form and asks its first question. What was unfinished before gives way. */
export async function beginForm(
  turn: EngineerTurn,
  form: FormName,
  about: { readonly target?: string; readonly only?: string; readonly answers?: Form['answers'] } = {},
): Promise<void> {
  const { target = null, only = null, answers = {} } = about
  await ask(turn, { kind: 'form', id: turn.key, form, target, only, step: 0, answers, offered: [] })
}

/** A typed answer to the open question. */
export async function answerForm(turn: EngineerTurn, form: Form, text: string): Promise<void> {
  const step = stepsOf(findForm(form.form), form)[form.step]
  const chosen = form.offered.find(({ label }) => label.toLowerCase() === text.trim().toLowerCase())
  if (step !== undefined && chosen !== undefined) return take(turn, form, step, chosen)
  if (step?.read === undefined) return ask(turn, form, say(turn.party.language, 'form-press'))
  const read = await step.read(turn, text)
  if ('wrong' in read) return ask(turn, form, read.wrong)
  if ('offer' in read) return ask(turn, form, undefined, read.offer)
  await take(turn, form, step, read)
}

/** A press on a form's button: "f:<form id>:<step>.<action>". @throws Refusal `stale-button`. */
export async function pressForm(turn: EngineerTurn, id: string, pressed: string): Promise<void> {
  const form = turn.conversation.dialogue
  const [at, action = ''] = pressed.split('.', 2)
  if (form?.kind !== 'form' || form.id !== id || String(form.step) !== at) throw new Refusal('stale-button')
  if (!may(turn.party, findForm(form.form).action ?? 'manage-records')) throw new Refusal('stale-button')
  const step = stepsOf(findForm(form.form), form)[form.step]
  if (action === 'cancel') {
    turn.conversation.dialogue = null
    return reply(turn, 'form-cancelled')
  }
  if (action === 'back') return ask(turn, { ...form, step: Math.max(0, form.step - 1) })
  if (action === 'save' && step === undefined) return save(turn, form)
  if (action === 'skip' && step?.optional === true) return take(turn, form, step, { value: '', label: '' })
  const choice = /^c\d{1,2}$/u.test(action) ? form.offered[Number(action.slice(1))] : undefined
  if (step === undefined || choice === undefined) throw new Refusal('stale-button')
  await take(turn, form, step, choice)
}

async function take(turn: EngineerTurn, form: Form, step: FormStep, answer: FormAnswer): Promise<void> {
  const next = { ...form, answers: { ...form.answers, [step.field]: answer }, step: form.step + 1, offered: [] }
  if (form.only === null) return ask(turn, next)
  await save(turn, next)
}

/** Asks the open question, after what was wrong with the last answer. */
async function ask(turn: EngineerTurn, form: Form, before?: RichText, offer?: readonly FormAnswer[]): Promise<void> {
  const step = stepsOf(findForm(form.form), form)[form.step]
  if (step === undefined) return confirm(turn, form, before)
  const offered = offer ?? (await step.choices?.(turn, form)) ?? []
  turn.conversation.dialogue = { ...form, offered }
  const question = say(turn.party.language, step.ask)
  const button = buttonsOf(turn, form)
  const skip = form.only === null ? 'button-skip' : 'button-clear'
  replyWith(turn, before === undefined ? question : join([before, question], '\n\n'), {
    buttons: [
      ...offered.map(({ label }, index) => [{ label: label.slice(0, 60), data: `f:${form.id}:${form.step}.c${index}` }]),
      ...(step.optional === true ? [[button(skip, 'skip')]] : []),
      [...(form.step > 0 ? [button('button-back', 'back')] : []), button('button-cancel', 'cancel')],
    ],
  })
}

async function confirm(turn: EngineerTurn, form: Form, before?: RichText): Promise<void> {
  turn.conversation.dialogue = { ...form, offered: [] }
  const { language } = turn.party
  const plan = findForm(form.form)
  const lines = stepsOf(plan, form).flatMap(({ field }) => {
    const label = form.answers[field]?.label ?? ''
    return label === '' ? [] : [say(language, 'form-line', { field: sayText(language, `field-${field}`), value: label })]
  })
  const shown = (await plan.preview?.(turn, form)) ?? { text: join(lines), confirm: sayText(language, 'button-save') }
  const button = buttonsOf(turn, form)
  const yes = shown.confirm === null ? [] : [[{ label: shown.confirm, data: `f:${form.id}:${form.step}.save` }]]
  replyWith(turn, join([...(before === undefined ? [] : [before]), shown.text], '\n\n'), {
    buttons: [...yes, [button('button-back', 'back'), button('button-cancel', 'cancel')]],
  })
}

/** Somebody else may have the id or the name by now: then the form stays, and says so. */
async function save(turn: EngineerTurn, form: Form): Promise<void> {
  try {
    await findForm(form.form).save(turn, form)
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    const back = { ...form, step: form.only === null ? form.step : 0 }
    return ask(turn, back, wordConflict(turn.party.language, error))
  }
  if (turn.conversation.dialogue?.kind === 'form' && turn.conversation.dialogue.id === form.id) turn.conversation.dialogue = null
}

function buttonsOf({ party }: EngineerTurn, { id, step }: Form) {
  return (key: 'button-skip' | 'button-clear' | 'button-back' | 'button-cancel', action: string): OutboundButton => ({
    label: sayText(party.language, key),
    data: `f:${id}:${step}.${action}`,
  })
}
